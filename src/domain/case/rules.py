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
MASS_MISSING = Rule(
    "mass-missing",
    "What is seized has a mass: `amount` with `unit`, or `mass_g`.",
    "缴获毒品须填写重量：amount 与 unit，或 mass_g。",
)
MASS_NOT_WHOLE = Rule(
    "mass-not-whole",
    "A mass is a whole number of milligrams, and at most 1,000 tonnes.",
    "重量须为整毫克数，且不超过一千吨。",
)
UNIT_HAS_NO_MASS = Rule(
    "unit-has-no-mass",
    "No source states what one {unit} weighs: it is weighed, and the mass given in `mass_g`.",
    "没有依据可将{unit}折算为重量；须称量后填写 mass_g。",
)
MASSES_DISAGREE = Rule(
    "masses-disagree",
    "The amount is {mass_g} g, another mass than the one in `mass_g`.",
    "所填数量合{mass_g}克，与 mass_g 不一致。",
)
EXTERNAL_LED_HERE = Rule(
    "external-led-here",
    "An external case is led elsewhere; {code} is this county.",
    "涉本县籍外地案件由外地主办；{code}为本县。",
)
CAMPAIGN_JOINED_ALREADY = Rule(
    "campaign-joined-already", "The case is in this campaign already.", "该案件已列入该专项行动。"
)
