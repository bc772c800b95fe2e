"""What the events on which a tier may rest are called, in Chinese and English."""

from ..events import Event
from ..measures.community_events import BreachRecorded
from ..measures.events import MeasureOrdered, PersonReleased
from ..measures.kinds import BreachKind, MeasureKind, ReleaseManner
from ..testing.events import DrugTestResult, DrugTestTaken, LaboratoryResultRecorded

_BEGUN = {
    MeasureKind.VOLUNTARY: ("开始自愿戒毒", "voluntary treatment begun"),
    MeasureKind.MAINTENANCE: ("登记参加药物维持治疗", "registered for maintenance treatment"),
    MeasureKind.DETENTION: ("决定行政拘留", "detention ordered"),
    MeasureKind.ENTERTAINMENT_BAN: ("责令不得进入娱乐场所", "ban from entertainment venues ordered"),
    MeasureKind.COMMUNITY_DETOX: ("责令社区戒毒", "community detox ordered"),
    MeasureKind.COMPULSORY_ISOLATION: ("决定强制隔离戒毒", "compulsory isolation ordered"),
    MeasureKind.COMMUNITY_REHAB: ("责令社区康复", "community rehabilitation ordered"),
    MeasureKind.REHAB_SITE: ("入住戒毒康复场所", "living in a rehabilitation site by agreement"),
}
_RELEASED = {
    ReleaseManner.EARLY: ("提前解除、出所", "released early"),
    ReleaseManner.AT_EXPIRY: ("期满解除、出所", "released at the end of the term"),
}
_BREACHES = {
    BreachKind.TEST_EVADED: ("违反协议:逃避检测", "breach of the agreement: test evaded"),
    BreachKind.TEST_REFUSED: ("违反协议:拒绝检测", "breach of the agreement: test refused"),
    BreachKind.DEPARTURE_WITHOUT_LEAVE: ("违反协议:擅自离开", "breach of the agreement: left without leave"),
    BreachKind.OTHER: ("违反协议", "breach of the agreement"),
}
_TESTED = {
    DrugTestResult.POSITIVE: ("检测结果阳性", "tested positive"),
    DrugTestResult.NEGATIVE: ("检测结果阴性", "tested negative"),
}
_IN_LABORATORY = {
    DrugTestResult.POSITIVE: ("实验室检测结果阳性", "positive in the laboratory"),
    DrugTestResult.NEGATIVE: ("实验室检测结果阴性", "negative in the laboratory"),
}
_WORDS = {
    "person.died/1": ("死亡", "died"),
    "person.emigrated/1": ("出国定居", "left the country"),
    "person.returned/1": ("回国", "came back to the country"),
    "measure.decision_served/1": ("送达决定", "decision served"),
    "measure.reported_in/1": ("报到", "reported in"),
    "measure.not_reported/1": ("查明未按期报到", "found not to have reported"),
    "measure.absence_recorded/1": ("离开所在地", "away from the county"),
    "measure.serious_breach_found/1": ("认定严重违反协议", "serious breach found"),
    "measure.completed/1": ("措施执行完毕", "measure completed"),
    "measure.terminated/1": ("措施终止", "measure terminated"),
    "measure.changed/1": ("措施变更", "measure changed"),
    "measure.cancelled/1": ("措施撤销", "measure revoked"),
    "measure.paused/1": ("措施中止", "measure paused"),
    "measure.resumed/1": ("措施恢复", "measure resumed"),
    "measure.facility_entered/1": ("入所", "entered a facility"),
    "measure.escaped/1": ("脱逃", "escaped"),
    "measure.recaptured/1": ("追回", "recaptured"),
    "test.ordered/1": ("通知检测", "test ordered"),
    "test.taken/1": ("接受检测", "test taken"),
    "test.refused/1": ("拒绝检测", "test refused"),
    "test.evaded/1": ("逃避检测", "test evaded"),
    "test.result_objected/1": ("对检测结果提出异议", "objected to a test result"),
    "test.laboratory_result_recorded/1": ("实验室检测结果", "laboratory result"),
    "safety.concern_recorded/1": ("记录安全风险", "safety concern recorded"),
    "safety.custody_unfitness_found/1": ("认定无法收押收戒", "found unfit for custody"),
    "contact.lost/1": ("失联", "contact lost"),
    "contact.restored/1": ("恢复联系", "contact restored"),
    "visit.made/1": ("走访", "visit"),
    "talk.held/1": ("谈话", "talk"),
    "abstinence.started/1": ("戒断开始计时", "abstinence clock started"),
    "abstinence.paused/1": ("戒断暂停计时", "abstinence clock paused"),
    "abstinence.resumed/1": ("戒断恢复计时", "abstinence clock resumed"),
    "abstinence.reset/1": ("复吸,戒断重新计时", "relapse, abstinence clock reset"),
    "abstinence.three_years_confirmed/1": ("确认三年未复吸", "three years confirmed"),
}


def words_for(event: Event) -> tuple[str, str]:
    """What an event is called, in Chinese and in English; its stored name where it has no words."""
    words: tuple[str, str] | None
    match event:
        case MeasureOrdered():
            words = _BEGUN[event.kind]
        case PersonReleased():
            words = _RELEASED[event.manner]
        case BreachRecorded():
            words = _BREACHES[event.kind]
        case DrugTestTaken():
            words = _TESTED.get(event.result)
        case LaboratoryResultRecorded():
            words = _IN_LABORATORY.get(event.result)
        case _:
            words = None
    return words or _WORDS.get(event.TYPE, (event.TYPE, event.TYPE))
