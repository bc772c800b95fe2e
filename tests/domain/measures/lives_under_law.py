"""Any commands on one isolation, one detox and one rehabilitation, as days go by; lawful or not."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.measures.law_cases import REHAB_ID
from domain.measures.measure_cases import DETOX_ID, ISOLATION_ID
from hypothesis import strategies as st
from spec import on

from tongxin.domain.addiction.commands import RecordAddictionFinding
from tongxin.domain.addiction.events import AddictionGround, AddictionLevel
from tongxin.domain.commands import Command
from tongxin.domain.maternity.commands import EndNursing, EndPregnancy, RecordNursing, RecordPregnancy
from tongxin.domain.measures.commands import (
    ChangeMeasure,
    CompleteMeasure,
    ExtendMeasure,
    OrderMeasure,
    PauseMeasure,
    ReleaseFromMeasure,
    ResumeMeasure,
    ServeDecision,
    TerminateMeasure,
)
from tongxin.domain.measures.community_commands import (
    FindSeriousBreach,
    MoveMeasure,
    RecordAbsence,
    RecordBreach,
    RecordFailureToReport,
    RecordReporting,
)
from tongxin.domain.measures.facility_commands import (
    AssessMeasure,
    EnterFacility,
    RecordEscape,
    RecordRecapture,
    TransferFacility,
)
from tongxin.domain.measures.kinds import (
    Adaptation,
    AssessmentProposal,
    AssessmentStage,
    BreachKind,
    FacilityRunBy,
    MeasureKind,
    PartResult,
    PauseGround,
    Recipient,
    ReleaseManner,
    SeriousBreachGround,
    TerminationGround,
)

FIRST_DAY = date(2013, 1, 30)
_KINDS = {
    DETOX_ID: MeasureKind.COMMUNITY_DETOX,
    ISOLATION_ID: MeasureKind.COMPULSORY_ISOLATION,
    REHAB_ID: MeasureKind.COMMUNITY_REHAB,
}
_COMMUNITY = (DETOX_ID, REHAB_ID)
Made = st.SearchStrategy[Command]


def _of(made: type[Command], /, **values: Any) -> Made:
    drawn = {
        name: value if isinstance(value, st.SearchStrategy) else st.just(value)
        for name, value in values.items()
    }
    return st.builds(made, **drawn)


def _measure(*ids: UUID) -> st.SearchStrategy[UUID]:
    return st.sampled_from(ids or tuple(_KINDS))


def _order(day: date, at: Any) -> Made:
    def made(measure_id: UUID, months: int | None) -> Command:
        kind = _KINDS[measure_id]
        return OrderMeasure(
            occurred_at=at, measure_id=measure_id, kind=kind, decided_on=day, decider="x", term_months=months
        )

    return st.builds(made, _measure(), st.sampled_from([None, None, 12, 24, 36, 40]))


def _facility(day: date, at: Any) -> list[Made]:
    one = {"occurred_at": at, "measure_id": ISOLATION_ID}
    run_by = st.sampled_from(FacilityRunBy)
    part = st.sampled_from(PartResult)
    return [
        _of(EnterFacility, **one, entered_on=day, facility="x", run_by=FacilityRunBy.PUBLIC_SECURITY),
        _of(TransferFacility, **one, transferred_on=day, to_facility="x", run_by=run_by),
        _of(RecordEscape, **one, escaped_on=day),
        _of(RecordRecapture, **one, recaptured_on=day),
        _of(
            AssessMeasure,
            **one,
            assessed_on=day,
            stage=st.sampled_from(AssessmentStage),
            physiological_detox=part,
            rehabilitation=part,
            conduct=part,
            social_adaptation=st.sampled_from(Adaptation),
            proposal=st.none() | st.sampled_from(AssessmentProposal),
        ),
        _of(ExtendMeasure, **one, decided_on=day, decider="x", by_months=st.sampled_from([3, 6, 12, 13])),
        _of(
            ReleaseFromMeasure,
            **one,
            released_on=day,
            manner=st.sampled_from(ReleaseManner),
            decided_on=day,
            decider="x",
        ),
        _of(
            ChangeMeasure,
            **one,
            decided_on=day,
            decider="x",
            to_kind=st.sampled_from(MeasureKind),
            new_measure_id=DETOX_ID,
            term_months=st.sampled_from([None, 12, 36]),
        ),
    ]


def _community(day: date, at: Any) -> list[Made]:
    one = {"occurred_at": at, "measure_id": _measure(*_COMMUNITY)}
    return [
        _of(RecordReporting, **one, reported_on=day, area=st.sampled_from(["640324100", "640324101"])),
        _of(RecordFailureToReport, **one, established_on=day, with_good_reason=st.booleans()),
        _of(MoveMeasure, **one, moved_on=day, to_area=st.sampled_from(["640324100", "640324101"])),
        _of(RecordBreach, **one, kind=st.sampled_from(BreachKind), breached_on=day),
        _of(RecordAbsence, **one, first_day=day, last_day=day, with_leave=st.booleans()),
        _of(FindSeriousBreach, **one, found_on=day, ground=st.sampled_from(SeriousBreachGround)),
        _of(CompleteMeasure, **one, completed_on=day),
    ]


def _any(day: date, at: Any) -> list[Made]:
    one = {"occurred_at": at, "measure_id": _measure()}
    return [
        _order(day, at),
        _order(day, at),
        _of(ServeDecision, **one, served_to=Recipient.PERSON, served_on=day),
        _of(PauseMeasure, **one, paused_on=day, ground=st.sampled_from(PauseGround)),
        _of(ResumeMeasure, **one, resumed_on=day),
        _of(TerminateMeasure, **one, terminated_on=day, ground=st.sampled_from(TerminationGround)),
        _of(RecordPregnancy, occurred_at=at, established_on=day),
        _of(EndPregnancy, occurred_at=at, ended_on=day),
        _of(RecordNursing, occurred_at=at, child_born_on=day),
        _of(EndNursing, occurred_at=at, ended_on=day),
    ]


_PARTS: tuple[Callable[[date, Any], list[Made]], ...] = (_facility, _facility, _community, _any)


def _begun(measure_id: UUID, day: date) -> list[Command]:
    """The measure is ordered, served and begun on one day."""
    at, run_by = on(day.isoformat()), FacilityRunBy.PUBLIC_SECURITY
    one: dict[str, Any] = {"occurred_at": at, "measure_id": measure_id}
    first: list[Command] = [
        OrderMeasure(
            **one,
            kind=_KINDS[measure_id],
            decided_on=day,
            decider="x",
            term_months=24 if measure_id == REHAB_ID else None,
        ),
        ServeDecision(**one, served_to=Recipient.PERSON, served_on=day),
    ]
    if measure_id == ISOLATION_ID:
        return [*first, EnterFacility(**one, entered_on=day, facility="x", run_by=run_by)]
    return [*first, RecordReporting(**one, reported_on=day, area="640324100")]


def _out_again(day: date) -> list[Command]:
    """Isolation carried out to its end, and rehabilitation begun."""
    end = day.replace(year=day.year + 2)
    release = ReleaseFromMeasure(
        occurred_at=on(end.isoformat()),
        measure_id=ISOLATION_ID,
        released_on=end,
        manner=ReleaseManner.AT_EXPIRY,
    )
    return [*_begun(ISOLATION_ID, day), release, *_begun(REHAB_ID, end)]


@st.composite
def lives(draw: st.DrawFn) -> list[Command]:
    """A finding of addiction, serious or not, perhaps a measure; then commands with days between them."""
    beginnings: list[tuple[AddictionLevel, list[Command]]] = [
        *((level, []) for level in AddictionLevel),
        (AddictionLevel.ADDICTED, _begun(DETOX_ID, FIRST_DAY)),
        *[(AddictionLevel.SERIOUSLY_ADDICTED, _begun(ISOLATION_ID, FIRST_DAY))] * 2,
        (AddictionLevel.SERIOUSLY_ADDICTED, _begun(DETOX_ID, FIRST_DAY) + _begun(ISOLATION_ID, FIRST_DAY)),
        (AddictionLevel.SERIOUSLY_ADDICTED, _out_again(FIRST_DAY)),
    ]
    level, begun = draw(st.sampled_from(beginnings))
    found = RecordAddictionFinding(
        occurred_at=on(FIRST_DAY.isoformat()),
        level=level,
        grounds=(AddictionGround.EVIDENCE_OF_USE,),
        found_by=("a", "b"),
        document_number="1",
    )
    commands: list[Command] = [found, *begun]
    latest = max(command.occurred_at for command in commands if command.occurred_at)
    day = latest.date()
    parts = [part for part in _PARTS if begun or part is not _facility]
    for gap in draw(st.lists(st.sampled_from([0, 0, 1, 8, 30, 95, 370]), min_size=15, max_size=40)):
        day += timedelta(gap)
        if day > date(2026, 5, 1):
            break
        choices = draw(st.sampled_from(parts))(day, on(day.isoformat()))
        commands.append(draw(st.one_of(choices)))
    return commands
