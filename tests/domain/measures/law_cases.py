"""Histories and commands on which the articles are tried."""

from datetime import date
from uuid import UUID

from domain.histories import REGISTERED
from domain.measures.measure_cases import DETENTION_ID, DETOX_ID, FOUND, ISOLATION_ID, day, ordered
from spec import on

from tongxin.domain.events import Event
from tongxin.domain.identity.events import IdentityCorrected, Sex
from tongxin.domain.maternity.events import NursingRecorded, PregnancyRecorded
from tongxin.domain.measures.commands import OrderMeasure
from tongxin.domain.measures.community_events import (
    AbsenceRecorded,
    BreachRecorded,
    PersonNotReported,
    PersonReportedIn,
)
from tongxin.domain.measures.events import DecisionServed, MeasureCompleted, PersonReleased
from tongxin.domain.measures.facility_events import FacilityEntered, MeasureAssessed
from tongxin.domain.measures.kinds import (
    Adaptation,
    AssessmentProposal,
    AssessmentStage,
    BreachKind,
    FacilityRunBy,
    MeasureDecision,
    MeasureKind,
    PartResult,
    Recipient,
    ReleaseManner,
)
from tongxin.domain.testing.events import DrugTestKind, DrugTestMethod, DrugTestResult, DrugTestTaken

WOMAN = IdentityCorrected(occurred_at=on("2019-05-21"), sex=Sex.FEMALE)
REHAB_ID = UUID("01970000-0000-7000-8000-0000000000a6")


def order(kind: MeasureKind, decided: str, **more: object) -> OrderMeasure:
    """An order by the county police, under an identifier that depends on the kind."""
    ids = {
        MeasureKind.COMMUNITY_DETOX: DETOX_ID,
        MeasureKind.COMPULSORY_ISOLATION: ISOLATION_ID,
        MeasureKind.COMMUNITY_REHAB: REHAB_ID,
        MeasureKind.DETENTION: DETENTION_ID,
    }
    values: dict[str, object] = {
        "occurred_at": on(decided),
        "measure_id": ids.get(kind),
        "kind": kind,
        "decided_on": day(decided),
        "decider": "同心县公安局",
    }
    return OrderMeasure(**(values | more))  # type: ignore[arg-type]


def born(text: str) -> IdentityCorrected:
    """The person was born on another day."""
    return IdentityCorrected(occurred_at=on("2020-01-02"), birth_date=date.fromisoformat(text))


def pregnant(since: str) -> PregnancyRecorded:
    return PregnancyRecorded(occurred_at=on(since), established_on=day(since))


def nursing(born_on: str) -> NursingRecorded:
    return NursingRecorded(occurred_at=on(born_on), child_born_on=day(born_on))


def served(measure_id: UUID, text: str) -> DecisionServed:
    return DecisionServed(
        occurred_at=on(text),
        measure_id=measure_id,
        decision=MeasureDecision.ORDER,
        served_to=Recipient.PERSON,
        served_on=day(text),
    )


def reported(measure_id: UUID, text: str) -> PersonReportedIn:
    return PersonReportedIn(
        occurred_at=on(text), measure_id=measure_id, reported_on=day(text), area="640324100"
    )


def refused(measure_id: UUID, text: str) -> PersonNotReported:
    return PersonNotReported(
        occurred_at=on(text), measure_id=measure_id, established_on=day(text), with_good_reason=False
    )


def breach(measure_id: UUID, text: str, kind: BreachKind = BreachKind.TEST_REFUSED) -> BreachRecorded:
    return BreachRecorded(occurred_at=on(text), measure_id=measure_id, kind=kind, breached_on=day(text))


def away(measure_id: UUID, first: str, last: str) -> AbsenceRecorded:
    return AbsenceRecorded(
        occurred_at=on(last),
        measure_id=measure_id,
        first_day=day(first),
        last_day=day(last),
        with_leave=False,
    )


def used(text: str, number: int = 1) -> DrugTestTaken:
    return DrugTestTaken(
        occurred_at=on(text),
        test_id=UUID(int=number),
        method=DrugTestMethod.URINE,
        kind=DrugTestKind.ON_SITE,
        result=DrugTestResult.POSITIVE,
        testers=("wang.jun", "li.na"),
    )


def entered(measure_id: UUID, text: str) -> FacilityEntered:
    return FacilityEntered(
        occurred_at=on(text),
        measure_id=measure_id,
        entered_on=day(text),
        facility="x",
        run_by=FacilityRunBy.PUBLIC_SECURITY,
    )


def assessed(text: str, proposal: AssessmentProposal | None = None) -> MeasureAssessed:
    return MeasureAssessed(
        occurred_at=on(text),
        measure_id=ISOLATION_ID,
        assessed_on=day(text),
        stage=AssessmentStage.AFTER_ONE_YEAR,
        physiological_detox=PartResult.QUALIFIED,
        rehabilitation=PartResult.QUALIFIED,
        conduct=PartResult.QUALIFIED,
        social_adaptation=Adaptation.GOOD,
        proposal=proposal,
    )


def released(text: str) -> PersonReleased:
    return PersonReleased(
        occurred_at=on(text),
        measure_id=ISOLATION_ID,
        released_on=day(text),
        manner=ReleaseManner.AT_EXPIRY,
    )


def completed(measure_id: UUID, text: str) -> MeasureCompleted:
    return MeasureCompleted(occurred_at=on(text), measure_id=measure_id, completed_on=day(text))


DETOX_RUNS: tuple[Event, ...] = (
    REGISTERED,
    FOUND,
    ordered(DETOX_ID, MeasureKind.COMMUNITY_DETOX, "2019-06-03", 36),
    served(DETOX_ID, "2019-06-04"),
    reported(DETOX_ID, "2019-06-10"),
)
ISOLATED: tuple[Event, ...] = (
    REGISTERED,
    FOUND,
    ordered(ISOLATION_ID, MeasureKind.COMPULSORY_ISOLATION, "2020-11-02", 24),
    served(ISOLATION_ID, "2020-11-02"),
    entered(ISOLATION_ID, "2020-11-03"),
)
REHAB_RUNS: tuple[Event, ...] = (
    *ISOLATED,
    released("2022-11-02"),
    ordered(REHAB_ID, MeasureKind.COMMUNITY_REHAB, "2022-11-02", 36),
    served(REHAB_ID, "2022-11-02"),
    reported(REHAB_ID, "2022-11-05"),
)
