"""Why a case command can be refused."""

from ..refusals import Rule

CASE_UNKNOWN = Rule("case-unknown", "No such case is on the books.", "没有登记该案件。")
CASE_OPENED_ALREADY = Rule("case-opened-already", "This case is on the books already.", "该案件已登记。")
CASE_OPENED_LATER = Rule(
    "case-opened-later",
    "A case is not opened later than it is put on the books.",
    "立案日期不得晚于登记日期。",
)
CASE_IS_CLOSED = Rule(
    "case-is-closed",
    "This case is closed; reopen it to add anything.",
    "该案件已结案；如需补充须先重新立案。",
)
CASE_NOT_CLOSED = Rule("case-not-closed", "This case is not closed.", "该案件尚未结案。")
PARTNER_LEADS = Rule(
    "partner-leads",
    "The region {code} leads the case; it is no partner.",
    "{code}为主办地区，不能作为协办地区。",
)
NOT_A_PSEUDONYM = Rule(
    "not-a-pseudonym",
    "A suspect goes by a pseudonym; this is an identity number.",
    "嫌疑人须使用代号，不得填写公民身份号码。",
    article="个人信息保护法 6",
)
SUSPECT_ADDED_ALREADY = Rule(
    "suspect-added-already", "The case has a suspect {suspect_id} already.", "该案件已有嫌疑人{suspect_id}。"
)
SUSPECT_UNKNOWN = Rule(
    "suspect-unknown",
    "The case has no suspect {suspect_id}; a warrant for a suspect of an earlier case names that case.",
    "该案件没有嫌疑人{suspect_id}；对以前案件嫌疑人的逮捕须注明该案件。",
)
SUSPECT_ARRESTED_ALREADY = Rule(
    "suspect-arrested-already",
    "This arrest of {suspect_id} is recorded in the case already.",
    "{suspect_id}的该项抓获或逮捕已有记录。",
)
MASS_NOT_POSITIVE = Rule(
    "mass-not-positive", "The mass of what is seized is greater than zero.", "缴获毒品的重量须大于零。"
)
