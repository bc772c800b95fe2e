"""Events that time limits rest on, one short line each."""

from domain.deadlines.docket_histories import H, M, P, T, at, day
from spec import on

from tongxin.domain.addiction.events import AddictionFound, AddictionLevel
from tongxin.domain.appeals.events import AppealFiled, AppealRoute, AppealSubject
from tongxin.domain.contact.events import LeaveGranted
from tongxin.domain.events import Event
from tongxin.domain.identity.events import PersonDied
from tongxin.domain.measures import community_events as community
from tongxin.domain.measures import events as decisions
from tongxin.domain.measures.facility_events import (
    FacilityEntered,
    FacilityTransferred,
    PersonEscaped,
    PersonRecaptured,
)
from tongxin.domain.measures.kinds import FacilityRunBy, ReleaseManner
from tongxin.domain.proposals.events import Proposal, ProposalAnswered, ProposalReceived, ReleaseAnnounced
from tongxin.domain.sanctions import events as sanctions
from tongxin.domain.testing import events as testing


def moved(on_: str) -> Event:
    return community.MeasureMoved(occurred_at=on(on_), measure_id=M, moved_on=day(on_), to_area="640324101")


def signed(on_: str) -> Event:
    return community.AgreementSigned(
        occurred_at=on(on_), measure_id=M, signed_on=day(on_), counterpart="豫海镇"
    )


def completed(on_: str) -> Event:
    return decisions.MeasureCompleted(occurred_at=on(on_), measure_id=M, completed_on=day(on_))


def received(proposal: Proposal, on_: str) -> Event:
    return ProposalReceived(
        occurred_at=on(on_), measure_id=M, proposal=proposal, received_on=day(on_), proposed_by="戒毒所"
    )


def answered(proposal: Proposal, on_: str) -> Event:
    return ProposalAnswered(
        occurred_at=on(on_),
        measure_id=M,
        proposal=proposal,
        answered_on=day(on_),
        granted=False,
        decider="公安局",
    )


def released(on_: str, manner: ReleaseManner = ReleaseManner.EARLY) -> Event:
    return decisions.PersonReleased(
        occurred_at=on(on_), measure_id=M, released_on=day(on_), manner=manner, decided_on=day(on_)
    )


def extended(on_: str) -> Event:
    return decisions.MeasureExtended(
        occurred_at=on(on_), measure_id=M, decided_on=day(on_), decider="公安局", by_months=6
    )


def positive(at_: str) -> Event:
    return testing.DrugTestTaken(
        occurred_at=at(at_),
        test_id=T,
        method=testing.DrugTestMethod.URINE,
        kind=testing.DrugTestKind.ON_SITE,
        result=testing.DrugTestResult.POSITIVE,
        testers=("a", "b"),
        sample_a="A",
        sample_b="B",
    )


def objected(on_: str) -> Event:
    return testing.DrugTestResultObjected(occurred_at=on(on_), test_id=T)


def decided(on_: str) -> Event:
    return testing.DrugTestObjectionDecided(occurred_at=on(on_), test_id=T, granted=True, decided_by="a")


def sent(on_: str) -> Event:
    return testing.DrugTestSampleSent(occurred_at=on(on_), test_id=T, sample="A", laboratory="L")


def laboratory(on_: str) -> Event:
    return testing.LaboratoryResultRecorded(
        occurred_at=on(on_), test_id=T, laboratory="L", result=testing.DrugTestResult.POSITIVE
    )


def told(on_: str) -> Event:
    return testing.DrugTestResultTold(occurred_at=on(on_), test_id=T)


def found(at_: str) -> Event:
    return AddictionFound(
        occurred_at=at(at_),
        level=AddictionLevel.ADDICTED,
        test_id=T,
        found_by=("a", "b"),
        document_number="1",
    )


def penalty(on_: str) -> Event:
    return sanctions.PenaltyDecided(
        occurred_at=on(on_),
        penalty_id=P,
        kind=sanctions.PenaltyKind.FINE,
        decided_on=day(on_),
        decider="公安局",
    )


def penalty_served(on_: str) -> Event:
    return sanctions.PenaltyServed(occurred_at=on(on_), penalty_id=P, served_on=day(on_))


def accepted(on_: str, conduct: str | None = None) -> Event:
    return sanctions.PenaltyCaseAccepted(
        occurred_at=on(on_),
        handling_id=H,
        accepted_on=day(on_),
        unit="禁毒大队",
        conduct_on=day(conduct) if conduct else None,
    )


def case_extended(on_: str) -> Event:
    return sanctions.PenaltyCaseExtended(
        occurred_at=on(on_), handling_id=H, extended_on=day(on_), approved_by="吴忠市公安局"
    )


def case_closed(on_: str) -> Event:
    return sanctions.PenaltyCaseClosed(
        occurred_at=on(on_),
        handling_id=H,
        closed_on=day(on_),
        outcome=sanctions.PenaltyCaseOutcome.NO_PENALTY,
    )


def appealed(on_: str, route: AppealRoute) -> Event:
    return AppealFiled(
        occurred_at=on(on_),
        appeal_id=T,
        subject=AppealSubject.MEASURE,
        subject_id=M,
        route=route,
        filed_on=day(on_),
        body="吴忠市公安局",
    )


def announced(on_: str) -> Event:
    return ReleaseAnnounced(occurred_at=on(on_), measure_id=M, announced_on=day(on_), announced_to="公安局")


def entered(on_: str) -> Event:
    return FacilityEntered(
        occurred_at=on(on_),
        measure_id=M,
        entered_on=day(on_),
        facility="戒毒所",
        run_by=FacilityRunBy.PUBLIC_SECURITY,
    )


def transferred(on_: str) -> Event:
    return FacilityTransferred(
        occurred_at=on(on_),
        measure_id=M,
        transferred_on=day(on_),
        to_facility="戒毒所",
        run_by=FacilityRunBy.JUSTICE,
    )


def absent(first: str, last: str, with_leave: bool) -> Event:
    return community.AbsenceRecorded(
        occurred_at=on(last), measure_id=M, first_day=day(first), last_day=day(last), with_leave=with_leave
    )


def leave(first: str, last: str) -> Event:
    return LeaveGranted(
        occurred_at=on(first), leave_id=T, first_day=day(first), last_day=day(last), destination_area="640302"
    )


def not_reported(on_: str, with_good_reason: bool) -> Event:
    return community.PersonNotReported(
        occurred_at=on(on_), measure_id=M, established_on=day(on_), with_good_reason=with_good_reason
    )


def escaped(on_: str) -> Event:
    return PersonEscaped(occurred_at=on(on_), measure_id=M, escaped_on=day(on_))


def recaptured(on_: str) -> Event:
    return PersonRecaptured(occurred_at=on(on_), measure_id=M, recaptured_on=day(on_))


def cancelled(on_: str) -> Event:
    return decisions.MeasureCancelled(
        occurred_at=on(on_), measure_id=M, cancelled_on=day(on_), decider="同心县人民政府"
    )


def died(on_: str) -> Event:
    return PersonDied(occurred_at=on(on_))
