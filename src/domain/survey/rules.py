"""Why a command on a survey can be refused."""

from ..refusals import Rule

SURVEY_UNKNOWN = Rule("survey-unknown", "No such survey is on record.", "没有登记该调查。")
SURVEY_RECORDED_ALREADY = Rule(
    "survey-recorded-already", "This survey is on record already.", "该调查已登记。"
)
SURVEY_COUNTS_OUT_OF_ORDER = Rule(
    "survey-counts-out-of-order",
    "{asked} asked, {answered} answered, {favourable} favourable: each is a part of the one before.",
    "被访{asked}人、答复{answered}人、知晓或者满意{favourable}人:后者不得多于前者。",
)
