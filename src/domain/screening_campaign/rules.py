"""Why a command on a screening campaign can be refused."""

from ..refusals import Rule

SCREENING_CAMPAIGN_UNKNOWN = Rule(
    "screening-campaign-unknown", "There is no such campaign.", "没有该专项行动。"
)
CAMPAIGN_OPENED_ALREADY = Rule(
    "screening-campaign-opened-already", "This campaign was set up already.", "该专项行动已建立。"
)
CAMPAIGN_ENDS_EARLY = Rule(
    "screening-campaign-ends-before-it-begins",
    "A campaign does not end before it begins.",
    "专项行动的结束日期不得早于开始日期。",
)
CAMPAIGN_IS_CLOSED = Rule(
    "screening-campaign-is-closed",
    "This campaign is closed; reopen it to go on.",
    "该专项行动已结束；如需继续须先重新启动。",
)
CAMPAIGN_NOT_CLOSED = Rule(
    "screening-campaign-not-closed", "This campaign is not closed.", "该专项行动尚未结束。"
)
NOT_A_TARGET = Rule(
    "not-a-target", "This person is not on the campaign's list.", "该人员不在本次行动的名单中。"
)
TARGET_SCREENED_ALREADY = Rule(
    "target-screened-already",
    "This target was screened already.",
    "该名单人员已完成排查。",
)
TARGETS_OPEN = Rule(
    "targets-open",
    "{number} targets were not screened and are not left open with a reason.",
    "尚有{number}名名单人员未排查，且未注明原因。",
)
TARGET_NOT_OPEN = Rule(
    "target-not-open",
    "Only a target that was not screened is left open; {person_id} is none.",
    "只有未排查的名单人员可以注明原因；{person_id}不属于。",
)
