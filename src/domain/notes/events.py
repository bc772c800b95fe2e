"""Note events. Names and fields are stored for ever: add, never rename."""

from enum import StrEnum

from ..commands import Document
from ..events import Event, Sealed, event


class NoteTopic(StrEnum):
    """What a note is about."""

    HEALTH = "health"
    FAMILY = "family"
    WORK = "work"
    SCHOOLING = "schooling"
    HOUSING = "housing"
    CONDUCT = "conduct"
    TREATMENT = "treatment"
    REHABILITATION_PLAN = "rehabilitation_plan"
    """康复计划"""
    OTHER = "other"


class DocumentKind(StrEnum):
    """Which of the documents of the trade (文书) one is."""

    COMMUNITY_TREATMENT_DECISION = "community_treatment_decision"
    """责令社区戒毒决定书"""
    COMMUNITY_TREATMENT_AGREEMENT = "community_treatment_agreement"
    """社区戒毒协议"""
    COMMUNITY_TREATMENT_DISCHARGE = "community_treatment_discharge"
    """解除社区戒毒通知书"""
    COMMUNITY_REHABILITATION_DECISION = "community_rehabilitation_decision"
    """责令社区康复决定书"""
    COMMUNITY_REHABILITATION_AGREEMENT = "community_rehabilitation_agreement"
    """社区康复协议"""
    COMMUNITY_REHABILITATION_DISCHARGE = "community_rehabilitation_discharge"
    """解除社区康复通知书"""
    COMPULSORY_ISOLATION_DECISION = "compulsory_isolation_decision"
    """强制隔离戒毒决定书"""
    COMPULSORY_ISOLATION_EARLY_RELEASE = "compulsory_isolation_early_release"
    """提前解除强制隔离戒毒决定书"""
    COMPULSORY_ISOLATION_EXTENSION = "compulsory_isolation_extension"
    """延长强制隔离戒毒期限决定书"""
    COMPULSORY_ISOLATION_DISCHARGE = "compulsory_isolation_discharge"
    """解除强制隔离戒毒证明书"""
    VOLUNTARY_TREATMENT_AGREEMENT = "voluntary_treatment_agreement"
    """自愿戒毒协议"""
    PENALTY_DECISION = "penalty_decision"
    """治安管理处罚决定书"""
    DETENTION_DISCHARGE = "detention_discharge"
    """解除拘留证明书"""
    DRUG_TEST_NOTICE = "drug_test_notice"
    """吸毒检测通知书"""
    ON_SITE_TEST_REPORT = "on_site_test_report"
    """现场检测报告"""
    ADDICTION_FINDING = "addiction_finding"
    """成瘾认定书"""
    SERIOUS_ADDICTION_FINDING = "serious_addiction_finding"
    """成瘾严重认定书"""
    WARNING_LETTER = "warning_letter"
    """告诫书"""
    FAILURE_TO_REPORT_CERTIFICATE = "failure_to_report_certificate"
    """逾期未报到证明"""
    SERIOUS_BREACH_CERTIFICATE = "serious_breach_certificate"
    """严重违反协议证明"""
    TRANSFER_RECEIPT = "transfer_receipt"
    """移交回执"""
    TWO_WAY_MANAGEMENT_LETTER = "two_way_management_letter"
    """双向管控函"""
    SUSPENSION_STATEMENT = "suspension_statement"
    """中止程序说明"""
    TERMINATION_STATEMENT = "termination_statement"
    """终止程序说明"""
    REHABILITATION_PLAN = "rehabilitation_plan"
    """康复计划"""
    URINE_TEST_RECORD = "urine_test_record"
    """尿检记录"""
    VISIT_RECORD = "visit_record"
    """走访、谈话、见面记录"""
    LEAVE_APPLICATION = "leave_application"
    """请假申请"""
    SUPPORT_RECORD = "support_record"
    """帮扶记录"""
    SCREENING_FORM = "screening_form"
    """排查表"""
    OTHER = "other"


@event("note.added/1")
class NoteAdded(Event):
    """Someone wrote down what no other event says. Only the topic is open."""

    topic: NoteTopic
    text: Sealed[str] = None


@event("document.attached/1")
class DocumentAttached(Event):
    """A document that is kept elsewhere belongs to the record: its reference and the hash of its content."""

    kind: DocumentKind
    document: Document
    remarks: Sealed[str] = None


NotesEvent = NoteAdded | DocumentAttached
