"""From what was recorded back to what was asked: the commands of a history, where a guard looks at them."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from uuid import UUID

from ..addiction import commands as addiction
from ..addiction.events import AddictionFound
from ..aftercare import commands as aftercare
from ..aftercare.events import DynamicControlEnded, ThreeYearAbstinenceConfirmed
from ..appeals import commands as appeals
from ..appeals import events as appealed
from ..commands import Command
from ..envelope import Recorded
from ..events import Event
from ..maternity import commands as maternity
from ..maternity import events as mothers
from ..measures import commands as measures
from ..measures import community_commands as community
from ..measures import community_events as in_community
from ..measures import events as decisions
from ..measures import facility_commands as facility
from ..measures import facility_events as in_facility
from ..measures.kinds import BreachKind
from ..proposals import commands as proposals
from ..proposals import events as proposed
from ..sanctions import commands as sanctions
from ..sanctions import events as penalties
from ..testing import commands as testing
from ..testing import events as tests

COMMAND_OF: dict[type[Event], type[Command]] = {
    decisions.MeasureOrdered: measures.OrderMeasure,
    decisions.DecisionServed: measures.ServeDecision,
    decisions.MeasurePaused: measures.PauseMeasure,
    decisions.MeasureResumed: measures.ResumeMeasure,
    decisions.MeasureExtended: measures.ExtendMeasure,
    decisions.MeasureChanged: measures.ChangeMeasure,
    decisions.PersonReleased: measures.ReleaseFromMeasure,
    decisions.MeasureTerminated: measures.TerminateMeasure,
    decisions.MeasureCompleted: measures.CompleteMeasure,
    decisions.MeasureCancelled: measures.CancelMeasure,
    in_community.PersonReportedIn: community.RecordReporting,
    in_community.PersonNotReported: community.RecordFailureToReport,
    in_community.AgreementSigned: community.SignAgreement,
    in_community.MeasureMoved: community.MoveMeasure,
    in_community.BreachRecorded: community.RecordBreach,
    in_community.AbsenceRecorded: community.RecordAbsence,
    in_community.WarningIssued: community.IssueWarning,
    in_community.SeriousBreachFound: community.FindSeriousBreach,
    in_community.PoliceInformed: community.ReportToPolice,
    in_facility.FacilityEntered: facility.EnterFacility,
    in_facility.FacilityTransferred: facility.TransferFacility,
    in_facility.MedicalLeaveGranted: facility.GrantMedicalLeave,
    in_facility.MedicalLeaveEnded: facility.EndMedicalLeave,
    in_facility.PersonEscaped: facility.RecordEscape,
    in_facility.PersonRecaptured: facility.RecordRecapture,
    in_facility.MeasureAssessed: facility.AssessMeasure,
    penalties.PenaltyDecided: sanctions.DecidePenalty,
    penalties.PenaltyServed: sanctions.RecordPenaltyServed,
    penalties.PenaltyEnded: sanctions.EndPenalty,
    penalties.PenaltyCaseExtended: sanctions.ExtendPenaltyCase,
    penalties.PenaltyCaseClosed: sanctions.ClosePenaltyCase,
    AddictionFound: addiction.RecordAddictionFinding,
    tests.DrugTestTaken: testing.RecordTest,
    tests.ForcedTestApproved: testing.ApproveForcedTest,
    mothers.PregnancyRecorded: maternity.RecordPregnancy,
    mothers.PregnancyEnded: maternity.EndPregnancy,
    mothers.NursingRecorded: maternity.RecordNursing,
    mothers.NursingEnded: maternity.EndNursing,
    appealed.AppealFiled: appeals.FileAppeal,
    appealed.AppealDecided: appeals.DecideAppeal,
    proposed.ProposalReceived: proposals.ReceiveProposal,
    proposed.ProposalAnswered: proposals.AnswerProposal,
    proposed.ReleaseAnnounced: proposals.AnnounceRelease,
    ThreeYearAbstinenceConfirmed: aftercare.ConfirmThreeYearAbstinence,
    DynamicControlEnded: aftercare.EndDynamicControl,
}
"""What each event was asked by. An event that is not here is no decision that others could contradict."""

Asked = tuple[Sequence[Recorded[Event]], Command | None]
"""The events of one command, and the command itself where it can be asked anew."""


def as_asked(history: Sequence[Recorded[Event]]) -> Iterator[Asked]:
    """The events of a history by the command that they come from, in their order."""
    at, known_tests = 0, set[UUID]()
    while at < len(history):
        first, second = history[at], history[at + 1] if at + 1 < len(history) else None
        if second is not None and (command := _of_two(first, second)) is not None:
            yield (first, second), command
            at += 2
            continue
        kind = COMMAND_OF.get(type(first.event))
        command = None if kind is None else _made(kind, first, first.event)
        if isinstance(command, testing.RecordTest) and command.test_id not in known_tests:
            command = replace(command, test_id=None)  # it was not ordered; the service gave its identifier
        if isinstance(first.event, tests.TestingEvent):
            known_tests.add(first.event.test_id)
        yield (first,), command
        at += 1


def _of_two(first: Recorded[Event], second: Recorded[Event]) -> Command | None:
    """The command behind two events: a change with its new order, an absence with its departure."""
    one, other = first.event, second.event
    if isinstance(one, decisions.MeasureChanged) and isinstance(other, decisions.MeasureOrdered):
        if one.new_measure_id == other.measure_id:
            return _made(measures.ChangeMeasure, first, one, other)
    elif isinstance(one, in_community.BreachRecorded) and isinstance(other, in_community.AbsenceRecorded):
        is_one_command = (first.idempotency_key, first.recorded_at) == (
            second.idempotency_key,
            second.recorded_at,
        )
        is_departure = one.kind is BreachKind.DEPARTURE_WITHOUT_LEAVE and one.breached_on == other.first_day
        if is_one_command and is_departure and not other.with_leave:
            return _made(community.RecordAbsence, second, other)
    return None


def _made(kind: type[Command], recorded: Recorded[Event], *events: Event) -> Command:
    """A command with what its events took over from it; the first event that has a field gives it."""
    values = {
        field.name: next(getattr(event, field.name) for event in events if hasattr(event, field.name))
        for field in fields(kind)
        if any(hasattr(event, field.name) for event in events)
    }
    return kind(**values, legal_basis=recorded.legal_basis, documents=recorded.documents)
