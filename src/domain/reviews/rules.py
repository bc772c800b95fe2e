"""Why a command on a review can be refused."""

from ..refusals import Rule

UNKNOWN_REVIEW = Rule("unknown-review", "This record has no such review.", "本记录没有该项复核。")
REVIEW_DECIDED = Rule("review-decided", "This review is decided already.", "该项复核已经作出结论。")
REVIEW_BY_SYSTEM = Rule(
    "review-by-system",
    "A system opens a review; only a named officer decides it.",
    "系统只能提出复核，应当由具名人员作出结论。",
)
REVIEW_BY_DECIDER = Rule(
    "review-by-decider",
    "Another officer than {decided_by}, whose decision it is, decides the review.",
    "复核应当由原决定人{decided_by}以外的人员作出。",
)
REVIEW_STANDS = Rule(
    "review-stands",
    "A review that was opened is decided, not corrected or retracted.",
    "已提出的复核应当作出结论，不得更正或者撤回。",
)
