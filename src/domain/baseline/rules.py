"""Why a command on basic information can be refused."""

from ..refusals import Rule

ITEM_UNDEFINED = Rule(
    "baseline-item-undefined",
    "No list of basic information that is in force has the item {item}.",
    "现行基础信息清单中没有{item}项。",
)
ITEM_IS_SAMPLE = Rule(
    "baseline-item-is-sample",
    "{item} is a body sample: its collection is recorded as such and counts here by itself.",
    "{item}属于人身生物信息，应记录为采集，并自动计入基础信息。",
)
ITEM_RECORDED_ALREADY = Rule(
    "baseline-item-recorded-already",
    "{item} is on file under this reference already.",
    "{item}已以该编号登记。",
)
