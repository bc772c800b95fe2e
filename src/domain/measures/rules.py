"""Why a command on a measure can be refused: what cannot be, whatever the law says."""

from ..refusals import Rule

UNKNOWN_MEASURE = Rule("unknown-measure", "This person has no such measure.", "此人没有该项措施。")
MEASURE_EXISTS = Rule(
    "measure-exists", "There is a measure with this identifier already.", "该标识的措施已存在。"
)
MEASURE_ENDED = Rule(
    "measure-ended", "The measure ended on {ended_on}: {ending}.", "该措施已于{ended_on}结束({ending})。"
)
MEASURE_PAUSED = Rule(
    "measure-paused",
    "The measure has been paused since {paused_on}; it must be resumed first.",
    "该措施自{paused_on}起中止,须先恢复执行。",
)
DATES_OUT_OF_ORDER = Rule(
    "dates-out-of-order",
    "{day} lies before {before}, the date of what must have come first.",
    "{day}早于在先事项的日期{before}。",
)
TERM_TWICE = Rule(
    "term-twice", "Give the length in months or in days, not in both.", "期限以月或以日计,不得并用。"
)
NO_TERM = Rule("no-term", "The measure has no term that could be extended.", "该措施没有可延长的期限。")
NO_EXTENSION_LENGTH = Rule(
    "no-extension-length", "Say by how many months or days the term is extended.", "应写明延长的月数或日数。"
)
SAME_KIND = Rule("change-to-same-kind", "The measure is of this kind already.", "该措施已属此种类,无从变更。")
DECISION_NOT_MADE = Rule(
    "decision-not-made", "No such decision on this measure is recorded.", "该措施没有此项决定的记录。"
)
ALREADY_SERVED = Rule(
    "already-served", "This decision was served on the person already.", "该决定已送达本人。"
)
ALREADY_PAUSED = Rule(
    "already-paused",
    "The measure has been paused already since {paused_on}.",
    "该措施自{paused_on}起已中止。",
)
NOT_PAUSED = Rule("not-paused", "The measure is not paused.", "该措施并未中止。")
ENDS_BY_RELEASE = Rule(
    "ends-by-release", "Custody ends by release, not by completion.", "限制人身自由的措施以解除出所结束。"
)
RELEASE_WITHOUT_DECISION = Rule(
    "release-without-decision",
    "An early release rests on a decision: give its date and its decider.",
    "提前解除须有决定,应写明决定日期和决定机关。",
)
ALREADY_CANCELLED = Rule(
    "already-cancelled",
    "The decision was revoked already on {cancelled_on}.",
    "该决定已于{cancelled_on}撤销。",
)
NOT_REVOKED_ON_APPEAL = Rule(
    "not-revoked-on-appeal",
    "No such appeal has revoked or changed the decision on this measure.",
    "没有撤销或变更该措施决定的此项复议或诉讼。",
)

NOT_IN_COMMUNITY = Rule(
    "not-in-community",
    "A measure of this kind is not carried out in the community.",
    "此类措施不在社区执行。",
)
NO_AGREEMENT = Rule(
    "no-agreement", "A measure of this kind rests on no agreement.", "此类措施不以协议为内容。"
)
ALREADY_REPORTED = Rule(
    "already-reported",
    "The person reported already; a new report follows only on a move.",
    "此人已报到;变更执行地后方须重新报到。",
)
NOT_SERVED = Rule(
    "not-served",
    "The decision was not served on the person, so no time to report has begun.",
    "决定尚未送达本人,报到期限尚未起算。",
)
ALREADY_SIGNED = Rule(
    "already-signed",
    "The agreement is signed already; a new one follows only on a move.",
    "协议已签订;变更执行地后方须重新签订。",
)
SAME_AREA = Rule("same-area", "The measure is carried out in this area already.", "该措施已在此地执行。")
ABSENCES_OVERLAP = Rule(
    "absences-overlap",
    "Days from {first_day} to {last_day} are recorded already.",
    "{first_day}至{last_day}的离开已有记录。",
)
DEPARTURE_COUNTED = Rule(
    "departure-counted", "This departure without leave is recorded already.", "此次擅自离开已有记录。"
)
TEST_COUNTED = Rule(
    "test-counted", "A breach on this test is recorded already.", "此次检测的违反情形已有记录。"
)
NO_TEST_BREACH = Rule(
    "no-test-in-breach",
    "Only a breach by evading or refusing a test names one.",
    "只有逃避或者拒绝检测才注明检测编号。",
)
NO_BREACH = Rule(
    "no-breach-recorded",
    "No breach of this kind is recorded on the measure.",
    "该措施没有此类违反情形的记录。",
)

NO_FACILITY = Rule(
    "no-facility", "A measure of this kind is not carried out in a facility.", "此类措施不在场所内执行。"
)
NO_CUSTODY = Rule("no-custody", "A measure of this kind holds nobody.", "此类措施不限制人身自由。")
NO_ASSESSMENT = Rule(
    "no-diagnostic-assessment",
    "A diagnostic assessment belongs to compulsory isolation.",
    "诊断评估适用于强制隔离戒毒。",
)
ALREADY_IN_FACILITY = Rule(
    "already-in-facility", "The person has entered a facility already.", "此人已入所。"
)
NOT_IN_FACILITY = Rule("not-in-facility", "The person has not entered a facility.", "此人尚未入所。")
ALREADY_ON_LEAVE = Rule(
    "already-on-medical-leave", "The person is on medical leave already.", "此人已在所外就医。"
)
NOT_ON_LEAVE = Rule("not-on-medical-leave", "The person is not on medical leave.", "此人并未所外就医。")
HAS_ESCAPED = Rule(
    "has-escaped",
    "The person escaped on {escaped_on} and is not back.",
    "此人已于{escaped_on}脱逃,尚未追回。",
)
NOT_ESCAPED = Rule("not-escaped", "The person has not escaped.", "此人并未脱逃。")
