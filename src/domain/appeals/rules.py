"""Why a command on an appeal can be refused."""

from ..refusals import Rule

UNKNOWN_APPEAL = Rule("unknown-appeal", "This person has no such appeal.", "此人没有该项复议或诉讼。")
APPEAL_EXISTS = Rule(
    "appeal-exists", "There is an appeal with this identifier already.", "该标识的复议或诉讼已存在。"
)
UNKNOWN_SUBJECT = Rule(
    "unknown-appeal-subject",
    "This person has no such {subject} to appeal against.",
    "此人没有可供复议或诉讼的该项决定。",
)
APPEAL_PENDING = Rule(
    "appeal-pending",
    "An appeal by this route against it is pending already.",
    "针对该决定的同类复议或诉讼尚未审结。",
)
APPEAL_DECIDED = Rule(
    "appeal-decided",
    "The appeal was decided already on {decided_on}.",
    "该复议或诉讼已于{decided_on}作出决定。",
)
APPEAL_WITHDRAWN = Rule(
    "appeal-withdrawn", "The appeal was withdrawn on {withdrawn_on}.", "该复议或诉讼已于{withdrawn_on}撤回。"
)
