"""Why a command on a penalty can be refused."""

from ..refusals import Rule

UNKNOWN_PENALTY = Rule("unknown-penalty", "This person has no such penalty.", "此人没有该项处罚。")
PENALTY_EXISTS = Rule(
    "penalty-exists", "There is a penalty with this identifier already.", "该标识的处罚已存在。"
)
PENALTY_ENDED = Rule(
    "penalty-ended", "The penalty ended on {ended_on}: {ending}.", "该处罚已于{ended_on}终结({ending})。"
)
PENALTY_REVOKED = Rule(
    "penalty-revoked", "The penalty was revoked already on {revoked_on}.", "该处罚已于{revoked_on}撤销。"
)
FINE_WITHOUT_AMOUNT = Rule("fine-without-amount", "A fine has an amount.", "罚款应写明数额。")
AMOUNT_WITHOUT_FINE = Rule("amount-without-fine", "Only a fine has an amount.", "只有罚款才写明数额。")
DETENTION_WITHOUT_MEASURE = Rule(
    "detention-without-measure",
    "A detention names the measure of kind detention by which it is carried out.",
    "行政拘留应写明其执行措施(detention)。",
)
MEASURE_WITHOUT_DETENTION = Rule(
    "measure-without-detention", "Only a detention names a measure.", "只有行政拘留才写明执行措施。"
)
NOT_A_DETENTION = Rule(
    "measure-is-no-detention", "The measure is not a detention.", "所写明的措施不是行政拘留。"
)
MEASURE_TAKEN = Rule(
    "detention-has-penalty",
    "Another penalty is carried out by this measure already.",
    "该措施已对应另一项处罚。",
)
DETENTION_OPEN = Rule(
    "detention-still-open", "The measure of this detention has not ended.", "该行政拘留的执行措施尚未结束。"
)
PENALTY_SERVED_ALREADY = Rule(
    "penalty-already-served", "The decision was served on the person already.", "该处罚决定已送达本人。"
)
APPEAL_WITHOUT_REVOCATION = Rule(
    "appeal-without-revocation",
    "Only a penalty that is revoked names an appeal.",
    "只有撤销处罚才写明复议或诉讼。",
)
NOT_REVOKED_ON_APPEAL = Rule(
    "penalty-not-revoked-on-appeal",
    "No such appeal has revoked or changed this penalty.",
    "没有撤销或变更该处罚的此项复议或诉讼。",
)
UNKNOWN_PENALTY_CASE = Rule(
    "unknown-penalty-case", "No such case is handled with this person.", "此人没有该治安案件。"
)
PENALTY_CASE_EXISTS = Rule(
    "penalty-case-exists", "There is a case with this identifier already.", "该标识的治安案件已存在。"
)
PENALTY_CASE_CLOSED = Rule(
    "penalty-case-closed", "The case was closed on {closed_on}.", "该案件已于{closed_on}办结。"
)
PENALTY_CASE_EXTENDED_TWICE = Rule(
    "penalty-case-extended-twice",
    "The time to handle a case is extended twice at most.",
    "办理治安案件的期限至多延长两次。",
    article="治安管理处罚法 118",
)
PENALTY_CASE_WITH_PENALTY = Rule(
    "penalty-case-with-penalty",
    "A case that came to a penalty names it, and no other does.",
    "以处罚办结的案件应写明该处罚，其他不得写明。",
)
