"""Why a command on a responsibility can be refused."""

from ..refusals import Rule

RESPONSIBILITY_UNKNOWN = Rule(
    "responsibility-unknown", "No such responsibility is on record.", "没有登记该责任事项。"
)
RESPONSIBILITY_OPENED_ALREADY = Rule(
    "responsibility-opened-already", "This responsibility is on record already.", "该责任事项已登记。"
)
RESPONSIBILITY_IS_CLOSED = Rule(
    "responsibility-is-closed",
    "Nobody has to answer for this any longer.",
    "该责任事项已终止。",
)
AREA_OF_WRONG_LEVEL = Rule(
    "area-of-wrong-level",
    "A leader is assigned a township, a cadre a village of one, a unit a duty in a county; {code} is no such"
    " area.",
    "领导联系乡镇、干部包抓重点村须填写乡镇代码，成员单位责任须填写县级代码；{code}不符合要求。",
)
PLACE_MISSING = Rule(
    "place-missing",
    "Name the duty of the unit, or the village.",
    "须写明成员单位的责任或者重点村名称。",
)
PLACE_NOT_ASKED = Rule(
    "place-not-asked",
    "What a leader is assigned is the township itself.",
    "领导联系的是乡镇本身，无须另填。",
)
LEADING_BODY_MISSING = Rule(
    "leading-body-missing",
    "Say which of the four leading bodies the leader is of.",
    "须写明该领导所属的班子。",
)
LEADING_BODY_NOT_ASKED = Rule(
    "leading-body-not-asked",
    "Only leaders are of one of the four leading bodies.",
    "只有四套班子领导才填写所属班子。",
)
HELD_ALREADY = Rule("held-already", "{holder} answers for this already.", "{holder}已经承担该责任。")
NOT_HELD = Rule("not-held", "{holder} does not answer for this.", "{holder}没有承担该责任。")
LAST_DAY_NOT_LATER = Rule(
    "last-day-not-later",
    "The last day {day} is not later than {earlier}.",
    "截止日期{day}不晚于{earlier}。",
)
