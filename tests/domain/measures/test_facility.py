"""A measure in a facility: entry, transfer, medical leave, escape, diagnostic assessment."""

from dataclasses import replace

import pytest
from domain.histories import REGISTERED
from domain.measures.measure_cases import (
    BAN,
    BAN_ID,
    DETENTION,
    DETENTION_ID,
    DETOX,
    DETOX_ID,
    ENTERED,
    ESCAPED,
    ISOLATION,
    ISOLATION_ID,
    ISOLATION_SERVED,
    UNKNOWN_ID,
    day,
    ordered,
)
from spec import given, on

from tongxin.domain.measures import rules
from tongxin.domain.measures.events import PersonReleased
from tongxin.domain.measures.facility_commands import (
    AssessMeasure,
    EndMedicalLeave,
    EnterFacility,
    FacilityCommand,
    GrantMedicalLeave,
    RecordEscape,
    RecordRecapture,
    TransferFacility,
)
from tongxin.domain.measures.facility_events import (
    FacilityEntered,
    FacilityTransferred,
    MeasureAssessed,
    MedicalLeaveEnded,
    MedicalLeaveGranted,
    PersonRecaptured,
)
from tongxin.domain.measures.kinds import (
    Adaptation,
    AssessmentProposal,
    AssessmentStage,
    FacilityRunBy,
    MeasureKind,
    PartResult,
    ReleaseManner,
)
from tongxin.domain.measures.measure import Status
from tongxin.domain.person.state import fold

ENTER = EnterFacility(
    occurred_at=ENTERED.occurred_at,
    measure_id=ISOLATION_ID,
    entered_on=ENTERED.entered_on,
    facility=ENTERED.facility,
    run_by=FacilityRunBy.PUBLIC_SECURITY,
)
TRANSFER = TransferFacility(
    occurred_at=on("2021-03-03"),
    measure_id=ISOLATION_ID,
    transferred_on=day("2021-03-03"),
    to_facility="宁夏回族自治区强制隔离戒毒所",
    run_by=FacilityRunBy.JUSTICE,
)
GRANT = GrantMedicalLeave(
    occurred_at=on("2021-06-15"),
    measure_id=ISOLATION_ID,
    granted_on=day("2021-06-15"),
    approved_by="宁夏回族自治区戒毒管理局",
    reason="重病",
)
GRANTED = MedicalLeaveGranted(
    occurred_at=on("2021-06-15"),
    measure_id=ISOLATION_ID,
    granted_on=day("2021-06-15"),
    approved_by="宁夏回族自治区戒毒管理局",
    reason="重病",
)
RETURN = EndMedicalLeave(occurred_at=on("2021-07-20"), measure_id=ISOLATION_ID, ended_on=day("2021-07-20"))
RETURNED = MedicalLeaveEnded(
    occurred_at=on("2021-07-20"), measure_id=ISOLATION_ID, ended_on=day("2021-07-20")
)
ESCAPE = RecordEscape(occurred_at=ESCAPED.occurred_at, measure_id=ISOLATION_ID, escaped_on=ESCAPED.escaped_on)
RECAPTURE = RecordRecapture(
    occurred_at=on("2021-08-09"), measure_id=ISOLATION_ID, recaptured_on=day("2021-08-09")
)
RECAPTURED = PersonRecaptured(
    occurred_at=on("2021-08-09"), measure_id=ISOLATION_ID, recaptured_on=day("2021-08-09")
)
ASSESS = AssessMeasure(
    occurred_at=on("2021-11-04"),
    measure_id=ISOLATION_ID,
    assessed_on=day("2021-11-04"),
    stage=AssessmentStage.AFTER_ONE_YEAR,
    physiological_detox=PartResult.QUALIFIED,
    rehabilitation=PartResult.QUALIFIED,
    conduct=PartResult.QUALIFIED,
    social_adaptation=Adaptation.GOOD,
    proposal=AssessmentProposal.EARLY_RELEASE,
)
EVERY: list[FacilityCommand] = [ENTER, TRANSFER, GRANT, RETURN, ESCAPE, RECAPTURE, ASSESS]
INSIDE = (REGISTERED, ISOLATION, ENTERED)


@pytest.mark.parametrize("command", EVERY, ids=lambda command: type(command).__name__)
def test_nothing_happens_in_a_facility_without_an_open_measure(command: FacilityCommand) -> None:
    released = PersonReleased(
        occurred_at=on("2022-11-02"),
        measure_id=ISOLATION_ID,
        released_on=day("2022-11-02"),
        manner=ReleaseManner.AT_EXPIRY,
    )
    unknown = replace(command, measure_id=UNKNOWN_ID)
    given(*INSIDE).when(unknown).then_refused(rules.UNKNOWN_MEASURE, "measure_id")
    given(*INSIDE, released).when(command).then_refused(rules.MEASURE_ENDED, "measure_id")


@pytest.mark.parametrize("command", EVERY, ids=lambda command: type(command).__name__)
def test_community_detox_and_a_ban_have_no_facility(command: FacilityCommand) -> None:
    for history, measure_id in ((DETOX, DETOX_ID), (BAN, BAN_ID)):
        given(REGISTERED, history).when(replace(command, measure_id=measure_id)).then_refused(
            rules.NO_FACILITY, "measure_id"
        )


def test_a_person_enters_once_after_the_decision() -> None:
    given(REGISTERED, ISOLATION, ISOLATION_SERVED).when(ENTER).then(ENTERED)
    given(*INSIDE).when(ENTER).then_refused(rules.ALREADY_IN_FACILITY, "measure_id")
    early = replace(ENTER, entered_on=day("2020-11-01"))
    given(REGISTERED, ISOLATION).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "entered_on")


def test_community_rehabilitation_may_be_carried_out_in_a_site() -> None:
    rehab = ordered(DETOX_ID, MeasureKind.COMMUNITY_REHAB, "2020-11-01", 36)
    given(REGISTERED, rehab).when(replace(ENTER, measure_id=DETOX_ID)).then_recorded(FacilityEntered)


def test_a_person_is_transferred() -> None:
    (event,) = given(*INSIDE).when(TRANSFER).then_recorded(FacilityTransferred)
    assert fold([*INSIDE, event]).measures.by_id[ISOLATION_ID].run_by is FacilityRunBy.JUSTICE
    given(REGISTERED, ISOLATION).when(TRANSFER).then_refused(rules.NOT_IN_FACILITY, "measure_id")
    given(*INSIDE, ESCAPED).when(TRANSFER).then_refused(rules.HAS_ESCAPED, "measure_id")
    early = replace(TRANSFER, transferred_on=day("2020-11-02"))
    given(*INSIDE).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "transferred_on")


def test_medical_leave_is_granted_and_ends() -> None:
    given(*INSIDE).when(GRANT).then(GRANTED)
    assert fold([*INSIDE, GRANTED]).measures.by_id[ISOLATION_ID].status is Status.MEDICAL_LEAVE
    given(*INSIDE, GRANTED).when(RETURN).then(RETURNED)


def test_medical_leave_and_return_alternate() -> None:
    given(*INSIDE, GRANTED).when(GRANT).then_refused(rules.ALREADY_ON_LEAVE, "measure_id")
    given(*INSIDE).when(RETURN).then_refused(rules.NOT_ON_LEAVE, "measure_id")
    early = replace(RETURN, ended_on=day("2021-06-14"))
    given(*INSIDE, GRANTED).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "ended_on")
    given(*INSIDE, GRANTED, RETURNED).when(GRANT).then_refused(rules.DATES_OUT_OF_ORDER, "granted_on")


def test_who_is_not_held_has_no_medical_leave_and_cannot_escape() -> None:
    site = ordered(DETOX_ID, MeasureKind.REHAB_SITE, "2020-11-01")
    entered = replace(ENTERED, measure_id=DETOX_ID)
    for command in (GRANT, ESCAPE):
        given(REGISTERED, site, entered).when(replace(command, measure_id=DETOX_ID)).then_refused(
            rules.NO_CUSTODY, "measure_id"
        )
        given(REGISTERED, ISOLATION).when(command).then_refused(rules.NOT_IN_FACILITY, "measure_id")


def test_a_person_escapes_and_is_recaptured() -> None:
    given(*INSIDE).when(ESCAPE).then(ESCAPED)
    assert fold([*INSIDE, ESCAPED]).measures.by_id[ISOLATION_ID].status is Status.ESCAPED
    given(*INSIDE, ESCAPED).when(RECAPTURE).then(RECAPTURED)
    measure = fold([*INSIDE, ESCAPED, RECAPTURED]).measures.by_id[ISOLATION_ID]
    assert measure.escapes == ((day("2021-08-02"), day("2021-08-09")),)


def test_escape_and_recapture_alternate() -> None:
    given(*INSIDE, ESCAPED).when(ESCAPE).then_refused(rules.HAS_ESCAPED, "measure_id")
    given(*INSIDE).when(RECAPTURE).then_refused(rules.NOT_ESCAPED, "measure_id")
    early = replace(RECAPTURE, recaptured_on=day("2021-08-01"))
    given(*INSIDE, ESCAPED).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "recaptured_on")
    given(*INSIDE, ESCAPED, RECAPTURED).when(ESCAPE).then_refused(rules.DATES_OUT_OF_ORDER, "escaped_on")


def test_isolation_is_assessed_in_four_parts() -> None:
    (event,) = given(*INSIDE).when(ASSESS).then_recorded(MeasureAssessed)
    assert isinstance(event, MeasureAssessed)
    assert (event.conduct, event.social_adaptation) == (PartResult.QUALIFIED, Adaptation.GOOD)


def test_only_isolation_is_assessed_and_only_inside() -> None:
    command = replace(ASSESS, measure_id=DETENTION_ID)
    given(REGISTERED, DETENTION).when(command).then_refused(rules.NO_ASSESSMENT, "measure_id")
    given(REGISTERED, ISOLATION).when(ASSESS).then_refused(rules.NOT_IN_FACILITY, "measure_id")
    early = replace(ASSESS, assessed_on=day("2020-11-02"))
    given(*INSIDE).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "assessed_on")
