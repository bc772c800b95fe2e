"""Chapters on compulsory isolation (强制隔离戒毒): from the decision to the release."""

from datetime import date
from uuid import UUID

from ...domain.appeals.commands import DecideAppeal, FileAppeal, WithdrawAppeal
from ...domain.appeals.events import AppealOutcome, AppealRoute, AppealSubject
from ...domain.commands import Actor
from ...domain.measures.commands import (
    ChangeMeasure,
    ExtendMeasure,
    OrderMeasure,
    ReleaseFromMeasure,
    ServeDecision,
)
from ...domain.measures.facility_commands import (
    AssessMeasure,
    EndMedicalLeave,
    EnterFacility,
    GrantMedicalLeave,
    TransferFacility,
)
from ...domain.measures.kinds import (
    Adaptation,
    AssessmentProposal,
    AssessmentStage,
    FacilityRunBy,
    MeasureDecision,
    MeasureKind,
    PartResult,
    Recipient,
    ReleaseManner,
)
from ...domain.proposals.commands import ReceiveProposal
from ...domain.proposals.events import Proposal
from .chance import add_months, between, days
from .documents import decision_document
from .lives import Isolated, Leaving
from .teller import POLICE, Teller

_POLICE_FACILITY = "吴忠市公安局强制隔离戒毒所"
_JUSTICE_FACILITY = "宁夏回族自治区强制隔离戒毒所"
_STAFF = Actor(user="facility.desk", role="facility_officer", unit="640300")


def tell_isolation(t: Teller, isolated: Isolated, reason: str, follows: UUID | None) -> tuple[UUID, UUID]:
    """The isolation; its id, and the id of the community detox into which it may be changed."""
    measure_id, new_measure_id = t.id(), t.id()
    _tell_decision(t, isolated, measure_id, reason, follows)
    _tell_stay(t, isolated, measure_id)
    if t.chance(t.calibration.isolation.appealed):
        _tell_appeal(t, isolated.decided_on, measure_id)
    if isolated.leaving is Leaving.CHANGED:
        _tell_change(t, isolated, measure_id, new_measure_id)
    else:
        _tell_release(t, isolated, measure_id)
    return measure_id, new_measure_id


def serve(
    t: Teller,
    actor: Actor,
    day: date,
    measure_id: UUID,
    decision: MeasureDecision,
    to: Recipient,
    basis: str | None,
) -> None:
    """A decision is served on the person, or others are told of it."""
    t.line.add(
        day, ServeDecision, actor, measure_id=measure_id, decision=decision, served_to=to, served_on=day,
        recipient_name=t.name if to is Recipient.PERSON else None, legal_basis=basis,
    )  # fmt: skip


def _tell_decision(
    t: Teller, isolated: Isolated, measure_id: UUID, reason: str, follows: UUID | None
) -> None:
    day, officer = isolated.decided_on, t.officer(isolated.decided_on)
    number = t.number(day, "强戒决")
    t.line.add(
        day,
        OrderMeasure,
        officer,
        measure_id=measure_id,
        kind=MeasureKind.COMPULSORY_ISOLATION,
        decided_on=day,
        decider=POLICE,
        decision_number=number,
        term_months=t.calibration.isolation.months,
        follows_measure_id=follows,
        reason=reason,
        legal_basis="禁毒法 38",
        documents=(decision_document(number, "强制隔离戒毒决定书"),),
    )
    serve(t, officer, day, measure_id, MeasureDecision.ORDER, Recipient.PERSON, "禁毒法 40")
    serve(t, officer, day, measure_id, MeasureDecision.ORDER, Recipient.FAMILY, "禁毒法 40")
    entered_on = day + days(t.rng.randint(0, 1))
    t.line.add(
        entered_on, EnterFacility, officer, measure_id=measure_id, entered_on=entered_on,
        facility=_POLICE_FACILITY, run_by=FacilityRunBy.PUBLIC_SECURITY,
    )  # fmt: skip


def _assess(
    t: Teller, day: date, measure_id: UUID, stage: AssessmentStage, proposal: AssessmentProposal | None = None
) -> None:
    is_bad = proposal is AssessmentProposal.EXTENSION
    t.line.add(
        day,
        AssessMeasure,
        _STAFF,
        measure_id=measure_id,
        assessed_on=day,
        stage=stage,
        physiological_detox=PartResult.QUALIFIED,
        rehabilitation=PartResult.QUALIFIED,
        conduct=PartResult.UNQUALIFIED if is_bad else PartResult.QUALIFIED,
        social_adaptation=Adaptation.FAIR if t.rng.random() < 0.4 else Adaptation.GOOD,
        proposal=proposal,
        remarks=f"{t.name}{'多次违反所规' if is_bad else '表现稳定'}",
        legal_basis=t.assessment_rules(day),
    )


def _tell_stay(t: Teller, isolated: Isolated, measure_id: UUID) -> None:
    begun, left_on = isolated.decided_on, isolated.left_on
    _assess(t, t.soon(begun, 5, 10), measure_id, AssessmentStage.ENTRY)
    _assess(t, t.soon(begun, 60, 80), measure_id, AssessmentStage.DETOX)
    moved_on = add_months(begun, between(t.rng, t.calibration.isolation.police_months)) + days(4)
    if moved_on < left_on:
        t.line.add(
            moved_on, TransferFacility, _STAFF, measure_id=measure_id, transferred_on=moved_on,
            to_facility=_JUSTICE_FACILITY, run_by=FacilityRunBy.JUSTICE,
            legal_basis=t.regulation(moved_on, "27"),
        )  # fmt: skip
    ill_on = add_months(begun, 8)
    back_on = ill_on + days(t.rng.randint(20, 60))
    if t.chance(t.calibration.isolation.medical_leave) and back_on < left_on:
        t.line.add(
            ill_on, GrantMedicalLeave, _STAFF, measure_id=measure_id, granted_on=ill_on,
            approved_by="宁夏回族自治区戒毒管理局", reason=f"{t.name}急性胰腺炎",
            legal_basis=t.regulation(ill_on, "31"),
        )  # fmt: skip
        t.line.add(back_on, EndMedicalLeave, _STAFF, measure_id=measure_id, ended_on=back_on)


def _tell_change(t: Teller, isolated: Isolated, measure_id: UUID, new_measure_id: UUID) -> None:
    """Health no longer allows isolation: community detox follows, less the time served (戒毒条例 31)."""
    day, officer = isolated.left_on, t.officer(isolated.left_on)
    basis, asked_on = t.regulation(day, "31"), day - days(4)
    t.line.add(
        asked_on, ReceiveProposal, officer, measure_id=measure_id, proposal=Proposal.CHANGE,
        received_on=asked_on, proposed_by=_JUSTICE_FACILITY, legal_basis=basis,
    )  # fmt: skip
    t.line.add(
        day, ChangeMeasure, officer, measure_id=measure_id, decided_on=day, decider=POLICE,
        decision_number=t.number(day, "变戒决"), to_kind=MeasureKind.COMMUNITY_DETOX,
        new_measure_id=new_measure_id, term_months=isolated.months_after,
        reason=f"{t.name}健康状况不再适宜回所执行", legal_basis=basis,
    )  # fmt: skip
    serve(t, officer, day, measure_id, MeasureDecision.CHANGE, Recipient.PERSON, basis)
    serve(t, officer, day, measure_id, MeasureDecision.CHANGE, Recipient.FAMILY, basis)


def _tell_release(t: Teller, isolated: Isolated, measure_id: UUID) -> None:
    left_on, officer = isolated.left_on, t.officer(isolated.left_on)
    is_early = isolated.leaving is Leaving.EARLY
    decided_on = _propose(t, isolated, measure_id)
    t.line.add(
        left_on, ReleaseFromMeasure, officer, measure_id=measure_id, released_on=left_on,
        manner=ReleaseManner.EARLY if is_early else ReleaseManner.AT_EXPIRY, decided_on=decided_on,
        decider=POLICE if is_early else None, certificate_number=t.number(left_on, "解戒证"),
        legal_basis="禁毒法 47",
    )  # fmt: skip
    serve(
        t,
        officer,
        left_on,
        measure_id,
        MeasureDecision.RELEASE,
        Recipient.PERSON,
        t.regulation(left_on, "34"),
    )
    serve(
        t,
        officer,
        left_on,
        measure_id,
        MeasureDecision.RELEASE,
        Recipient.FAMILY,
        t.regulation(left_on, "34"),
    )


def _propose(t: Teller, isolated: Isolated, measure_id: UUID) -> date | None:
    """The last assessment and what was decided on it; the day of the decision of an early release."""
    if isolated.leaving is Leaving.EARLY:
        day = isolated.left_on - days(t.rng.randint(8, 12))
        _assess(t, day, measure_id, AssessmentStage.AFTER_ONE_YEAR, AssessmentProposal.EARLY_RELEASE)
        return day + days(t.rng.randint(2, 7))
    _assess(t, add_months(isolated.decided_on, 12) + days(9), measure_id, AssessmentStage.AFTER_ONE_YEAR)
    expiry = add_months(isolated.decided_on, t.calibration.isolation.months)
    day = expiry - days(t.rng.randint(25, 35))
    if isolated.extended_by:
        _tell_extension(t, day, measure_id, isolated.extended_by)
        day = isolated.left_on - days(20)
    after = (
        AssessmentProposal.COMMUNITY_REHAB if isolated.months_after else AssessmentProposal.RELEASE_AT_EXPIRY
    )
    _assess(t, day, measure_id, AssessmentStage.BEFORE_EXPIRY, after)
    return None


def _tell_extension(t: Teller, day: date, measure_id: UUID, months: int) -> None:
    """Conduct was not good enough: the term is extended (禁毒法 47)."""
    _assess(t, day, measure_id, AssessmentStage.BEFORE_EXPIRY, AssessmentProposal.EXTENSION)
    decided_on, officer, extension = day + days(5), t.officer(day), MeasureDecision.EXTENSION
    t.line.add(
        decided_on, ExtendMeasure, officer, measure_id=measure_id, decided_on=decided_on,
        decider=POLICE, decision_number=t.number(decided_on, "延戒决"), by_months=months,
        reason="诊断评估未达到解除条件", legal_basis="禁毒法 47",
    )  # fmt: skip
    serve(t, officer, decided_on, measure_id, extension, Recipient.PERSON, "禁毒法 47")


def _tell_appeal(t: Teller, decided_on: date, measure_id: UUID) -> None:
    """An appeal within 60 days, in vain or withdrawn (禁毒法 40)."""
    appeal_id, officer = t.id(), t.brigade()
    filed_on = t.soon(decided_on, 10, 50)
    answered_on = t.soon(filed_on, 20, 55)
    t.line.add(
        filed_on, FileAppeal, officer, appeal_id=appeal_id, subject=AppealSubject.MEASURE,
        subject_id=measure_id, route=AppealRoute.REVIEW, filed_on=filed_on, body="同心县人民政府",
        reason=f"{t.name}不服强制隔离戒毒决定", legal_basis="禁毒法 40",
    )  # fmt: skip
    if t.rng.random() < 0.25:
        t.line.add(answered_on, WithdrawAppeal, officer, appeal_id=appeal_id, withdrawn_on=answered_on)
        return
    t.line.add(
        answered_on, DecideAppeal, officer, appeal_id=appeal_id, decided_on=answered_on,
        outcome=AppealOutcome.UPHELD, decision_number=t.number(answered_on, "复决"),
        reason="事实清楚,适用法律正确",
    )  # fmt: skip
