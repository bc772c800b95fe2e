"""What is asked where the articles are tried, and the histories on which it is."""

from dataclasses import replace
from typing import Any

from domain.histories import REGISTERED
from domain.measures.law_cases import (
    DETOX_RUNS,
    ISOLATED,
    REHAB_ID,
    REHAB_RUNS,
    assessed,
    breach,
    order,
    refused,
    released,
    served,
    used,
)
from domain.measures.measure_cases import DETENTION_ID, DETOX_ID, FOUND, ISOLATION_ID, day, ordered
from spec import on

from tongxin.domain.addiction.events import AddictionLevel
from tongxin.domain.commands import Command, Document
from tongxin.domain.events import Event
from tongxin.domain.measures.commands import (
    ChangeMeasure,
    CompleteMeasure,
    ExtendMeasure,
    PauseMeasure,
    ReleaseFromMeasure,
    ServeDecision,
    TerminateMeasure,
)
from tongxin.domain.measures.community_commands import FindSeriousBreach, RecordFailureToReport, SignAgreement
from tongxin.domain.measures.community_events import MeasureMoved
from tongxin.domain.measures.events import MeasureExtended
from tongxin.domain.measures.facility_commands import EnterFacility, TransferFacility
from tongxin.domain.measures.facility_events import MedicalLeaveGranted, PersonEscaped, PersonRecaptured
from tongxin.domain.measures.kinds import (
    AssessmentProposal,
    BreachKind,
    FacilityRunBy,
    MeasureKind,
    PauseGround,
    Recipient,
    ReleaseManner,
    SeriousBreachGround,
    TerminationGround,
)
from tongxin.domain.proposals.events import Proposal, ProposalReceived
from tongxin.domain.sanctions.commands import DecidePenalty
from tongxin.domain.sanctions.events import PenaltyDecided, PenaltyKind

DETOX, ISOLATION = MeasureKind.COMMUNITY_DETOX, MeasureKind.COMPULSORY_ISOLATION
REHAB, DETENTION, BAN = MeasureKind.COMMUNITY_REHAB, MeasureKind.DETENTION, MeasureKind.ENTERTAINMENT_BAN
SITE = MeasureKind.REHAB_SITE
KNOWN: tuple[Event, ...] = (REGISTERED, FOUND)
ADDICTED = replace(FOUND, level=AddictionLevel.ADDICTED)
MILD: tuple[Event, ...] = (REGISTERED, ADDICTED)
MILD_DETOX: tuple[Event, ...] = (REGISTERED, ADDICTED, *DETOX_RUNS[2:])
DOCUMENT = Document(reference="文书/9", sha256="0" * 64)
WHEN = on("2026-05-01")
EVADED = [breach(DETOX_ID, text, BreachKind.TEST_EVADED) for text in ("2020-01-01", "2020-02-01")]
ESCAPED = PersonEscaped(occurred_at=on("2021-08-02"), measure_id=ISOLATION_ID, escaped_on=day("2021-08-02"))
LEAVE = MedicalLeaveGranted(
    occurred_at=on("2021-06-15"),
    measure_id=ISOLATION_ID,
    granted_on=day("2021-06-15"),
    approved_by="戒毒管理局",
)
BACK = PersonRecaptured(
    occurred_at=on("2021-08-09"), measure_id=ISOLATION_ID, recaptured_on=day("2021-08-09")
)
MOVED = MeasureMoved(
    occurred_at=on("2020-05-06"), measure_id=DETOX_ID, moved_on=day("2020-05-06"), to_area="640324101"
)
MORE = MeasureExtended(
    occurred_at=on("2022-05-20"),
    measure_id=ISOLATION_ID,
    decided_on=day("2022-05-20"),
    decider="同心县公安局",
    by_months=6,
)
AGAIN = ordered(DETENTION_ID, DETENTION, "2026-03-01")
VOLUNTARY = ordered(DETENTION_ID, MeasureKind.VOLUNTARY, "2020-03-01")
PENALTY = PenaltyDecided(
    occurred_at=on("2026-01-10"),
    penalty_id=REHAB_ID,
    kind=PenaltyKind.WARNING,
    decided_on=day("2026-01-10"),
    decider="同心县公安局",
)


def fail(text: str) -> Command:
    return RecordFailureToReport(
        occurred_at=on(text), measure_id=DETOX_ID, established_on=day(text), with_good_reason=False
    )


def complete(measure_id: Any, text: str) -> Command:
    return CompleteMeasure(occurred_at=on(text), measure_id=measure_id, completed_on=day(text))


def find(ground: SeriousBreachGround, text: str = "2020-10-09") -> Command:
    return FindSeriousBreach(occurred_at=on(text), measure_id=DETOX_ID, found_on=day(text), ground=ground)


def extend(text: str, months: int, measure_id: Any = ISOLATION_ID) -> ExtendMeasure:
    return ExtendMeasure(
        occurred_at=on(text), measure_id=measure_id, decided_on=day(text), decider="x", by_months=months
    )


def early(text: str) -> ReleaseFromMeasure:
    return ReleaseFromMeasure(
        occurred_at=on(text),
        measure_id=ISOLATION_ID,
        released_on=day(text),
        manner=ReleaseManner.EARLY,
        decided_on=day(text),
        decider="同心县公安局",
    )


def at_expiry(text: str) -> Command:
    return ReleaseFromMeasure(
        occurred_at=on(text),
        measure_id=ISOLATION_ID,
        released_on=day(text),
        manner=ReleaseManner.AT_EXPIRY,
    )


def transfer(text: str, to: FacilityRunBy = FacilityRunBy.JUSTICE) -> Command:
    return TransferFacility(
        occurred_at=on(text), measure_id=ISOLATION_ID, transferred_on=day(text), to_facility="x", run_by=to
    )


def change(to: MeasureKind, months: int | None, measure_id: Any = ISOLATION_ID) -> ChangeMeasure:
    return ChangeMeasure(
        occurred_at=on("2021-11-02"),
        measure_id=measure_id,
        decided_on=day("2021-11-02"),
        decider="x",
        to_kind=to,
        term_months=months,
        new_measure_id=REHAB_ID,
    )


def pause(measure_id: Any, ground: PauseGround, text: str = "2021-02-02") -> Command:
    return PauseMeasure(occurred_at=on(text), measure_id=measure_id, paused_on=day(text), ground=ground)


def terminate(measure_id: Any, ground: TerminationGround) -> Command:
    return TerminateMeasure(
        occurred_at=on("2021-02-02"), measure_id=measure_id, terminated_on=day("2021-02-02"), ground=ground
    )


def enter(measure_id: Any, text: str) -> Command:
    return EnterFacility(
        occurred_at=on(text),
        measure_id=measure_id,
        entered_on=day(text),
        facility="x",
        run_by=FacilityRunBy.PUBLIC_SECURITY,
    )


def punish(text: str, kind: PenaltyKind = PenaltyKind.WARNING, **more: Any) -> Command:
    return DecidePenalty(occurred_at=on(text), kind=kind, decided_on=day(text), decider="x", **more)


def detain(days: int | None, decided: str = "2026-03-01", **more: Any) -> Command:
    return order(DETENTION, decided, term_days=days, **more)


def sign(measure_id: Any, text: str) -> Command:
    return SignAgreement(
        occurred_at=on(text), measure_id=measure_id, signed_on=day(text), counterpart="豫海镇人民政府"
    )


def serve(to: Recipient) -> Command:
    return ServeDecision(
        occurred_at=on("2019-06-05"), measure_id=DETOX_ID, served_to=to, served_on=day("2019-06-05")
    )


ASKED_FOR = ordered(ISOLATION_ID, ISOLATION, "2020-11-02", 6)
PROPOSED = ProposalReceived(
    occurred_at=on("2021-10-30"),
    measure_id=ISOLATION_ID,
    proposal=Proposal.CHANGE,
    received_on=day("2021-10-30"),
    proposed_by="宁夏回族自治区强制隔离戒毒所",
)
ORDERED_NOT_IN = ISOLATED[:-1]
REHAB_NOT_KEPT = (
    *ISOLATED[:2],
    *(replace(event, measure_id=DETENTION_ID) for event in ISOLATED[2:]),  # type: ignore[call-arg]
    replace(released("2022-11-02"), measure_id=DETENTION_ID),
    *REHAB_RUNS[-3:-1],
    refused(REHAB_ID, "2022-11-20"),
    used("2023-02-01"),
    ordered(ISOLATION_ID, ISOLATION, "2023-02-02", 24),
    served(ISOLATION_ID, "2023-02-02"),
    replace(ISOLATED[-1], measure_id=ISOLATION_ID),  # type: ignore[call-arg]
    assessed("2024-03-01", AssessmentProposal.EARLY_RELEASE),
)
GOOD = assessed("2021-11-04", AssessmentProposal.EARLY_RELEASE)
BAD = assessed("2022-05-01", AssessmentProposal.EXTENSION)
