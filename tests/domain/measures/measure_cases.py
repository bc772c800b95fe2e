"""Measures that many scenarios start from."""

from datetime import date
from uuid import UUID

from spec import on

from tongxin.domain.addiction.events import AddictionFound, AddictionGround, AddictionLevel
from tongxin.domain.measures.community_events import MeasureMoved, PersonReportedIn
from tongxin.domain.measures.events import (
    DecisionServed,
    MeasureCompleted,
    MeasureOrdered,
    MeasurePaused,
)
from tongxin.domain.measures.facility_events import FacilityEntered, MeasureAssessed, PersonEscaped
from tongxin.domain.measures.kinds import (
    Adaptation,
    AssessmentStage,
    FacilityRunBy,
    MeasureDecision,
    MeasureKind,
    PartResult,
    PauseGround,
    Recipient,
)

DETOX_ID = UUID("01970000-0000-7000-8000-0000000000a1")
ISOLATION_ID = UUID("01970000-0000-7000-8000-0000000000a2")
BAN_ID = UUID("01970000-0000-7000-8000-0000000000a3")
MAINTENANCE_ID = UUID("01970000-0000-7000-8000-0000000000a4")
DETENTION_ID = UUID("01970000-0000-7000-8000-0000000000a5")
UNKNOWN_ID = UUID("01970000-0000-7000-8000-0000000000ff")


def day(text: str) -> date:
    """A date written YYYY-MM-DD."""
    return date.fromisoformat(text)


def ordered(measure_id: UUID, kind: MeasureKind, decided: str, months: int | None = None) -> MeasureOrdered:
    """A measure by decision of the county police."""
    return MeasureOrdered(
        occurred_at=on(decided),
        measure_id=measure_id,
        kind=kind,
        decided_on=day(decided),
        decider="同心县公安局",
        term_months=months,
    )


FOUND = AddictionFound(
    occurred_at=on("2019-06-02"),
    level=AddictionLevel.SERIOUSLY_ADDICTED,
    grounds=(AddictionGround.INJECTION,),
    found_by=("wang.jun", "li.na"),
    document_number="同成瘾认字[2019]1号",
)
DETOX = ordered(DETOX_ID, MeasureKind.COMMUNITY_DETOX, "2019-06-03", 36)
ISOLATION = ordered(ISOLATION_ID, MeasureKind.COMPULSORY_ISOLATION, "2020-11-02", 24)
BAN = ordered(BAN_ID, MeasureKind.ENTERTAINMENT_BAN, "2026-02-02", 6)
MAINTENANCE = ordered(MAINTENANCE_ID, MeasureKind.MAINTENANCE, "2020-01-06")
DETENTION = ordered(DETENTION_ID, MeasureKind.DETENTION, "2020-03-01")

SERVED = DecisionServed(
    occurred_at=on("2019-06-04"),
    measure_id=DETOX_ID,
    decision=MeasureDecision.ORDER,
    served_to=Recipient.PERSON,
    served_on=day("2019-06-04"),
)
REPORTED = PersonReportedIn(
    occurred_at=on("2019-06-10"), measure_id=DETOX_ID, reported_on=day("2019-06-10"), area="640324100"
)
ISOLATION_SERVED = DecisionServed(
    occurred_at=on("2020-11-02"),
    measure_id=ISOLATION_ID,
    decision=MeasureDecision.ORDER,
    served_to=Recipient.PERSON,
    served_on=day("2020-11-02"),
)
PAUSED = MeasurePaused(
    occurred_at=on("2020-03-02"),
    measure_id=DETOX_ID,
    paused_on=day("2020-03-02"),
    ground=PauseGround.DETAINED,
)
MOVED = MeasureMoved(
    occurred_at=on("2020-05-06"), measure_id=DETOX_ID, moved_on=day("2020-05-06"), to_area="640324101"
)
COMPLETED = MeasureCompleted(
    occurred_at=on("2022-06-10"), measure_id=DETOX_ID, completed_on=day("2022-06-10")
)
ENTERED = FacilityEntered(
    occurred_at=on("2020-11-03"),
    measure_id=ISOLATION_ID,
    entered_on=day("2020-11-03"),
    facility="吴忠市公安局强制隔离戒毒所",
    run_by=FacilityRunBy.PUBLIC_SECURITY,
)
ASSESSED = MeasureAssessed(
    occurred_at=on("2021-11-04"),
    measure_id=ISOLATION_ID,
    assessed_on=day("2021-11-04"),
    stage=AssessmentStage.AFTER_ONE_YEAR,
    physiological_detox=PartResult.QUALIFIED,
    rehabilitation=PartResult.QUALIFIED,
    conduct=PartResult.QUALIFIED,
    social_adaptation=Adaptation.GOOD,
)
ESCAPED = PersonEscaped(occurred_at=on("2021-08-02"), measure_id=ISOLATION_ID, escaped_on=day("2021-08-02"))
