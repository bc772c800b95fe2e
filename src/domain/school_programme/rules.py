"""Why a command on the programme of a school can be refused."""

from ..refusals import Rule

SCHOOL_UNKNOWN = Rule("school-unknown", "No such school is on record.", "没有登记该学校。")
SCHOOL_REGISTERED_ALREADY = Rule(
    "school-registered-already", "This school is on record already.", "该学校已登记。"
)
SCHOOL_PROGRAMME_IS_CLOSED = Rule(
    "school-programme-is-closed", "This school has no programme any more.", "该学校已不再开展禁毒教育项目。"
)
ITEM_IN_NO_LIST = Rule(
    "item-in-no-list",
    "{item} is in no list in force; the items are: {items}.",
    "{item}不在现行项目清单内，现有项目:{items}。",
)
NOT_OF_SCHOOL_YEAR = Rule(
    "not-of-school-year",
    "The school year {year}/{next} is not on {day}.",
    "{day}不在{year}至{next}学年内。",
)
