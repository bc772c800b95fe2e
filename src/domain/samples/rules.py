"""Why a sample command can be refused."""

from ..refusals import Rule

ITEM_CODE = Rule(
    "sample-item-code",
    "The code of an item has lower-case letters, digits and underscores, such as hair or dna.",
    "采集项目代码由小写字母、数字和下划线组成，如hair、dna。",
)
NO_LEGAL_BASIS = Rule(
    "sample-without-legal-basis",
    "The collection of a body-sample item names its legal basis.",
    "采集人身生物信息应当写明法律依据。",
)
COLLECTED_ALREADY = Rule(
    "sample-collected-already",
    "{item} was collected already and is not collected again, unless a law that needs it is named.",
    "{item}已经采集，不得重复采集；确有法律需要的，应当写明所依据的法律。",
    article="治安管理处罚法 102",
)
NOT_A_REPEAT = Rule(
    "sample-not-a-repeat",
    "{item} was not collected before, so there is nothing to repeat.",
    "{item}此前未采集，不属于重复采集。",
)
