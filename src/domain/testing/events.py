"""Testing events. Names and fields are stored for ever: add, never rename.

One `test_id` joins everything about one test, from the order to the last laboratory result.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from ..events import Event, Sealed, event


class DrugTestGround(StrEnum):
    """Why a person is tested: the groups of people whom the police test (吸毒检测程序规定 2)."""

    SUSPICION = "suspicion"
    COMMUNITY_TREATMENT = "community_treatment"
    COMPULSORY_ISOLATION = "compulsory_isolation"
    COMMUNITY_REHABILITATION = "community_rehabilitation"
    REHABILITATION_SITE = "rehabilitation_site"


class DrugTestMethod(StrEnum):
    """What is tested: urine (尿检), hair (毛发检测), saliva (唾液), blood (血液)."""

    URINE = "urine"
    HAIR = "hair"
    SALIVA = "saliva"
    BLOOD = "blood"


class DrugTestKind(StrEnum):
    """Where it is tested: on site (现场检测) or in a laboratory (实验室检测)."""

    ON_SITE = "on_site"
    LABORATORY = "laboratory"


class DrugTestResult(StrEnum):
    """Whether drugs were found (阳性) or not (阴性)."""

    NEGATIVE = "negative"
    POSITIVE = "positive"


class ForcedTestApprover(StrEnum):
    """Who may approve a forced test (禁毒法 32).

    The head of a public security organ of a county or higher, or the head of its branch (派出机构).
    """

    HEAD_OF_PUBLIC_SECURITY_ORGAN = "head_of_public_security_organ"
    HEAD_OF_BRANCH = "head_of_branch"


@event("test.ordered/1")
class DrugTestOrdered(Event):
    """The person is to be tested. `due_on`: the last day (Asia/Shanghai) on which to come for it."""

    test_id: UUID
    ground: DrugTestGround
    method: DrugTestMethod
    due_on: date | None = None


@event("test.taken/1")
class DrugTestTaken(Event):
    """A sample was taken, at `occurred_at`, and tested.

    `testers`: user names. `laboratory`: the body that tested, where one did. `substances`: codes of the
    drugs found. `sample_a`, `sample_b`: numbers of the two halves that are kept of a positive sample.
    """

    test_id: UUID
    method: DrugTestMethod
    kind: DrugTestKind
    result: DrugTestResult
    testers: tuple[str, ...]
    laboratory: str | None = None
    substances: tuple[str, ...] = ()
    sample_a: str | None = None
    sample_b: str | None = None
    is_forced: bool = False
    place: Sealed[str] = None


@event("test.refused/1")
class DrugTestRefused(Event):
    """The person refused to be tested (拒绝接受检测)."""

    test_id: UUID
    reason: Sealed[str] = None


@event("test.evaded/1")
class DrugTestEvaded(Event):
    """The person evaded being tested (逃避检测)."""

    test_id: UUID
    remarks: Sealed[str] = None


@event("test.forced_test_approved/1")
class ForcedTestApproved(Event):
    """A test that the person refused may be forced (禁毒法 32). `approved_by`: a user name."""

    test_id: UUID
    approved_by: str
    approved_as: ForcedTestApprover


@event("test.result_objected/1")
class DrugTestResultObjected(Event):
    """The person objects to the latest result of a test (提出异议)."""

    test_id: UUID
    statement: Sealed[str] = None


@event("test.laboratory_result_recorded/1")
class LaboratoryResultRecorded(Event):
    """A laboratory tested a kept sample. Its result counts from now on; the one before stays on record.

    `is_retest`: another laboratory had tested before (实验室复检). `sample`: the number of the half tested.
    """

    test_id: UUID
    laboratory: str
    result: DrugTestResult
    substances: tuple[str, ...] = ()
    sample: str | None = None
    is_retest: bool = False


@event("test.result_told/1")
class DrugTestResultTold(Event):
    """The person was told the latest result, at `occurred_at`: from then on an objection has its time."""

    test_id: UUID
    told_by: str | None = None


@event("test.objection_decided/1")
class DrugTestObjectionDecided(Event):
    """The police decided whether a laboratory tests, or tests again, on the person's objection."""

    test_id: UUID
    granted: bool
    decided_by: str
    reason: Sealed[str] = None


@event("test.sample_sent/1")
class DrugTestSampleSent(Event):
    """A kept half of the sample was sent to a laboratory."""

    test_id: UUID
    sample: str
    laboratory: str


TestingEvent = (
    DrugTestOrdered
    | DrugTestTaken
    | DrugTestRefused
    | DrugTestEvaded
    | ForcedTestApproved
    | DrugTestResultObjected
    | LaboratoryResultRecorded
    | DrugTestResultTold
    | DrugTestObjectionDecided
    | DrugTestSampleSent
)
