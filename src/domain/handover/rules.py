"""Why a handover command can be refused."""

from ..refusals import Rule

HANDOVER_OPEN = Rule(
    "handover-open",
    "Another handover of this person is open; it must be answered or withdrawn first.",
    "此人尚有未答复的移交，须先答复或撤回。",
)
UNKNOWN_HANDOVER = Rule("unknown-handover", "No such handover was offered.", "没有发出过该移交。")
HANDOVER_SETTLED = Rule(
    "handover-settled",
    "This handover was accepted, refused or withdrawn already.",
    "该移交已被接收、拒收或撤回。",
)
HANDOVER_TO_ITSELF = Rule(
    "handover-to-itself", "A unit does not hand over to itself.", "单位不能向自身移交。"
)
NOT_RESPONSIBLE = Rule(
    "not-responsible",
    "{unit} is not responsible for this person; {responsible} is.",
    "{unit}并非此人的责任单位；责任单位为{responsible}。",
)
OWN_HANDOVER = Rule(
    "own-handover",
    "A handover is answered by the receiver; the sender can only withdraw it.",
    "移交须由接收方答复；移交方只能撤回。",
)
