"""Why any command on a person can be refused."""

from ..refusals import Rule

UNKNOWN_PERSON = Rule("unknown-person", "No such person is registered.", "没有登记此人。")
IN_FUTURE = Rule("in-future", "What is recorded must have happened already.", "所记录的事实不得在将来。")
BEFORE_BIRTH = Rule("before-birth", "The date lies before the person's birth.", "日期早于此人出生。")
AFTER_DEATH = Rule(
    "after-death",
    "The date lies after the person's death: from then on only what was open can be brought to its end.",
    "日期晚于此人死亡；此后只能办结尚未了结的事项。",
)
