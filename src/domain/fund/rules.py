"""Why a command on a line of the budget can be refused."""

from ..refusals import Rule

FUND_UNKNOWN = Rule("fund-unknown", "No such line is in a budget.", "没有登记该经费项目。")
FUND_PLANNED_ALREADY = Rule(
    "fund-planned-already", "This line is in the budget already.", "该经费项目已登记。"
)
FUND_IS_CLOSED = Rule("fund-is-closed", "This line is settled.", "该经费项目已决算。")
AMOUNT_NOT_IN_FEN = Rule(
    "amount-not-in-fen", "An amount has two decimals at most.", "金额最多两位小数(精确到分)。"
)
PURPOSE_NOT_OF_FUND = Rule(
    "purpose-not-of-fund",
    "This money is for drug-control work only; {purpose} is none of its purposes ({purposes}).",
    "禁毒经费须专款专用；{purpose}不在用途清单内({purposes})。",
)
