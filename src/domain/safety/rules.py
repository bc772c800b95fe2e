"""Why a safety command can be refused."""

from ..refusals import Rule

FOUND_BY_SYSTEM = Rule(
    "safety-finding-by-system",
    "A concern for a person's safety, and unfitness for custody, are findings of people, not of a system.",
    "安全风险和不宜收押、收戒，由人员认定，不得由系统自动认定。",
    article="个人信息保护法 24",
)
EXPIRES_TOO_LATE = Rule(
    "safety-concern-too-long",
    "A concern counts for {days} days at most after it was found, and can be renewed.",
    "安全风险自认定之日起最长{days}日内有效，可以续期。",
)
EXPIRES_BEFORE = Rule(
    "safety-expires-before",
    "It cannot expire on or before the day it was found.",
    "失效日期应当晚于认定日期。",
)
UNKNOWN_CONCERN = Rule(
    "unknown-safety-concern",
    "No concern with the id {concern_id} is in force.",
    "没有编号为{concern_id}的有效安全风险记录。",
)
