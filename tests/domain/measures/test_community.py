"""A measure in the community: reporting, agreement, move, breaches, absences, warning, police."""

from dataclasses import replace
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from domain.measures.measure_cases import (
    BAN,
    BAN_ID,
    COMPLETED,
    DETOX,
    DETOX_ID,
    ISOLATION,
    ISOLATION_ID,
    MOVED,
    REPORTED,
    SERVED,
    UNKNOWN_ID,
    day,
)
from spec import given, on

from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.measures import rules
from tongxin.domain.measures.community_commands import (
    CommunityCommand,
    FindSeriousBreach,
    IssueWarning,
    MoveMeasure,
    RecordAbsence,
    RecordBreach,
    RecordFailureToReport,
    RecordReporting,
    ReportToPolice,
    SignAgreement,
)
from tongxin.domain.measures.community_events import (
    AbsenceRecorded,
    AgreementSigned,
    BreachRecorded,
    PersonNotReported,
    PersonReportedIn,
    PoliceInformed,
    SeriousBreachFound,
    WarningIssued,
)
from tongxin.domain.measures.kinds import BreachKind, PoliceReportGround, SeriousBreachGround
from tongxin.domain.measures.measure import Status
from tongxin.domain.person.state import fold

REPORT = RecordReporting(
    occurred_at=REPORTED.occurred_at, measure_id=DETOX_ID, reported_on=REPORTED.reported_on, area="640324100"
)
FAIL = RecordFailureToReport(
    occurred_at=on("2019-06-20"),
    measure_id=DETOX_ID,
    established_on=day("2019-06-20"),
    with_good_reason=False,
)
SIGN = SignAgreement(
    occurred_at=on("2019-06-10"),
    measure_id=DETOX_ID,
    signed_on=day("2019-06-10"),
    counterpart="豫海镇人民政府",
)
SIGNED = AgreementSigned(
    occurred_at=on("2019-06-10"),
    measure_id=DETOX_ID,
    signed_on=day("2019-06-10"),
    counterpart="豫海镇人民政府",
)
MOVE = MoveMeasure(
    occurred_at=MOVED.occurred_at, measure_id=DETOX_ID, moved_on=MOVED.moved_on, to_area="640324101"
)
BREACH = RecordBreach(
    occurred_at=on("2020-07-01"),
    measure_id=DETOX_ID,
    kind=BreachKind.TEST_REFUSED,
    breached_on=day("2020-07-01"),
)
BREACHED = BreachRecorded(
    occurred_at=on("2020-07-01"),
    measure_id=DETOX_ID,
    kind=BreachKind.TEST_REFUSED,
    breached_on=day("2020-07-01"),
)
ABSENCE = RecordAbsence(
    occurred_at=on("2020-08-05"),
    measure_id=DETOX_ID,
    first_day=day("2020-08-01"),
    last_day=day("2020-08-05"),
    with_leave=True,
)
ABSENT = AbsenceRecorded(
    occurred_at=on("2020-08-05"),
    measure_id=DETOX_ID,
    first_day=day("2020-08-01"),
    last_day=day("2020-08-05"),
    with_leave=True,
)
DEPARTED = BreachRecorded(
    occurred_at=on("2020-08-05"),
    measure_id=DETOX_ID,
    kind=BreachKind.DEPARTURE_WITHOUT_LEAVE,
    breached_on=day("2020-08-01"),
)
WARN = IssueWarning(
    occurred_at=on("2020-07-02"), measure_id=DETOX_ID, issued_on=day("2020-07-02"), reason="拒绝检测"
)
FIND = FindSeriousBreach(
    occurred_at=on("2020-10-09"),
    measure_id=DETOX_ID,
    found_on=day("2020-10-09"),
    ground=SeriousBreachGround.TESTS_EVADED_OR_REFUSED,
)
TELL_POLICE = ReportToPolice(
    occurred_at=on("2020-10-09"),
    measure_id=DETOX_ID,
    sent_on=day("2020-10-09"),
    ground=PoliceReportGround.SERIOUS_BREACH,
    police_unit="豫海派出所",
)
EVERY: list[CommunityCommand] = [REPORT, FAIL, SIGN, MOVE, BREACH, ABSENCE, WARN, FIND, TELL_POLICE]
DURING = (REGISTERED, DETOX, SERVED, REPORTED)


@pytest.mark.parametrize("command", EVERY, ids=lambda command: type(command).__name__)
def test_nothing_is_recorded_on_a_measure_unknown_or_ended(command: CommunityCommand) -> None:
    unknown = replace(command, measure_id=UNKNOWN_ID)
    given(*DURING).when(unknown).then_refused(rules.UNKNOWN_MEASURE, "measure_id")
    given(*DURING, COMPLETED).when(command).then_refused(rules.MEASURE_ENDED, "measure_id")


@pytest.mark.parametrize("command", EVERY, ids=lambda command: type(command).__name__)
def test_isolation_is_not_carried_out_in_the_community(command: CommunityCommand) -> None:
    rule = rules.NO_AGREEMENT if command is SIGN else rules.NOT_IN_COMMUNITY
    given(REGISTERED, ISOLATION).when(replace(command, measure_id=ISOLATION_ID)).then_refused(
        rule, "measure_id"
    )


def test_the_person_reports_and_the_third_clock_starts() -> None:
    given(REGISTERED, DETOX, SERVED).when(REPORT).then(REPORTED)
    measure = fold(DURING).measures.by_id[DETOX_ID]
    assert (measure.reported_on, measure.area) == (day("2019-06-10"), "640324100")
    assert measure.status is Status.EXECUTING


def test_the_person_does_not_report_before_the_decision_or_its_receipt() -> None:
    for text in ("2019-06-02", "2019-06-03"):
        given(REGISTERED, DETOX, SERVED).when(replace(REPORT, reported_on=day(text))).then_refused(
            rules.DATES_OUT_OF_ORDER, "reported_on"
        )


def test_the_person_reports_in_a_known_area() -> None:
    given(REGISTERED, DETOX).when(replace(REPORT, area="640324999")).then_refused(UNKNOWN_AREA, "area")


def test_the_person_reports_again_only_after_a_move_and_the_clock_runs_on() -> None:
    given(*DURING).when(REPORT).then_refused(rules.ALREADY_REPORTED, "measure_id")
    again = replace(REPORT, reported_on=day("2020-05-10"), area="640324101")
    (event,) = given(*DURING, MOVED).when(again).then_recorded(PersonReportedIn)
    measure = fold([*DURING, MOVED, event]).measures.by_id[DETOX_ID]
    assert (measure.reported_on, measure.last_reported_on) == (day("2019-06-10"), day("2020-05-10"))


def test_a_failure_to_report_is_established_and_the_person_may_still_come() -> None:
    (failed,) = given(REGISTERED, DETOX, SERVED).when(FAIL).then_recorded(PersonNotReported)
    late = replace(REPORT, reported_on=day("2019-06-25"))
    given(REGISTERED, DETOX, SERVED, failed).when(late).then_recorded(PersonReportedIn)


def test_nobody_fails_to_report_who_has_reported_or_was_not_told() -> None:
    given(*DURING).when(FAIL).then_refused(rules.ALREADY_REPORTED, "measure_id")
    given(REGISTERED, DETOX).when(FAIL).then_refused(rules.NOT_SERVED, "measure_id")
    early = replace(FAIL, established_on=day("2019-06-03"))
    given(REGISTERED, DETOX, SERVED).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "established_on")


def test_an_agreement_is_signed_once_and_anew_after_a_move() -> None:
    given(*DURING).when(SIGN).then(SIGNED)
    given(*DURING, SIGNED).when(SIGN).then_refused(rules.ALREADY_SIGNED, "measure_id")
    anew = replace(SIGN, signed_on=day("2020-05-11"), counterpart="河西镇人民政府")
    given(*DURING, SIGNED, MOVED).when(anew).then_recorded(AgreementSigned)
    given(*DURING, SIGNED, MOVED).when(SIGN).then_refused(rules.DATES_OUT_OF_ORDER, "signed_on")


def test_an_agreement_is_not_signed_before_reporting() -> None:
    early = replace(SIGN, signed_on=day("2019-06-09"))
    given(*DURING).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "signed_on")


def test_isolation_has_an_agreement_if_the_person_asked_for_it() -> None:
    asked = replace(ISOLATION, at_own_request=True)
    command = replace(SIGN, measure_id=ISOLATION_ID, signed_on=day("2020-11-03"))
    given(REGISTERED, asked).when(command).then_recorded(AgreementSigned)
    given(REGISTERED, BAN).when(replace(SIGN, measure_id=BAN_ID)).then_refused(
        rules.NO_AGREEMENT, "measure_id"
    )


def test_a_measure_moves_to_another_known_area() -> None:
    given(*DURING).when(MOVE).then(MOVED)
    given(*DURING).when(replace(MOVE, to_area="640324100")).then_refused(rules.SAME_AREA, "to_area")
    given(*DURING).when(replace(MOVE, to_area="640324999")).then_refused(UNKNOWN_AREA, "to_area")
    early = replace(MOVE, moved_on=day("2019-06-09"))
    given(*DURING).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "moved_on")


def test_a_breach_is_recorded() -> None:
    given(*DURING).when(BREACH).then(BREACHED)
    early = replace(BREACH, breached_on=day("2019-06-02"))
    given(*DURING).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "breached_on")


def test_one_test_is_one_breach() -> None:
    test = UUID("01970000-0000-7000-8000-0000000000b1")
    command, event = replace(BREACH, test_id=test), replace(BREACHED, test_id=test)
    given(*DURING).when(command).then(event)
    given(*DURING, event).when(command).then_refused(rules.TEST_COUNTED, "test_id")
    other = replace(command, kind=BreachKind.OTHER)
    given(*DURING).when(other).then_refused(rules.NO_TEST_BREACH, "test_id")


def test_a_ban_is_breached_too_but_knows_no_tests() -> None:
    breach = replace(BREACH, measure_id=BAN_ID, kind=BreachKind.OTHER, breached_on=day("2026-03-01"))
    given(REGISTERED, BAN).when(breach).then_recorded(BreachRecorded)
    given(REGISTERED, BAN).when(replace(breach, kind=BreachKind.TEST_EVADED)).then_refused(
        rules.NOT_IN_COMMUNITY, "measure_id"
    )


def test_an_absence_with_leave_is_no_breach() -> None:
    given(*DURING).when(ABSENCE).then(ABSENT)


def test_an_absence_without_leave_is_a_departure_too() -> None:
    command, event = replace(ABSENCE, with_leave=False), replace(ABSENT, with_leave=False)
    given(*DURING).when(command).then(DEPARTED, event)


def test_a_departure_is_counted_once() -> None:
    absent = replace(ABSENT, with_leave=False)
    departure = replace(BREACH, kind=BreachKind.DEPARTURE_WITHOUT_LEAVE, breached_on=day("2020-08-03"))
    given(*DURING, DEPARTED, absent).when(departure).then_refused(rules.DEPARTURE_COUNTED, "breached_on")
    same_day = replace(departure, breached_on=day("2020-08-01"))
    given(*DURING, DEPARTED).when(same_day).then_refused(rules.DEPARTURE_COUNTED, "breached_on")
    given(*DURING, DEPARTED).when(replace(ABSENCE, with_leave=False)).then(absent)


def test_adjoining_days_are_one_departure() -> None:
    absent = replace(ABSENT, with_leave=False)
    more = replace(ABSENCE, first_day=day("2020-08-06"), last_day=day("2020-08-09"), with_leave=False)
    given(*DURING, DEPARTED, absent).when(more).then_recorded(AbsenceRecorded)
    apart = replace(more, first_day=day("2020-08-07"))
    given(*DURING, DEPARTED, absent).when(apart).then_recorded(BreachRecorded, AbsenceRecorded)


def test_a_day_is_counted_once_and_an_absence_ends_after_it_began() -> None:
    overlapping = replace(ABSENCE, first_day=day("2020-08-05"), last_day=day("2020-08-06"))
    given(*DURING, ABSENT).when(overlapping).then_refused(rules.ABSENCES_OVERLAP, "first_day")
    backwards = replace(ABSENCE, last_day=day("2020-07-31"))
    given(*DURING).when(backwards).then_refused(rules.DATES_OUT_OF_ORDER, "last_day")
    early = replace(ABSENCE, first_day=day("2019-06-01"))
    given(*DURING).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "first_day")


def test_a_written_warning_is_issued() -> None:
    given(*DURING).when(WARN).then_recorded(WarningIssued)


def test_a_serious_breach_rests_on_breaches_of_its_kind() -> None:
    given(*DURING).when(FIND).then_refused(rules.NO_BREACH, "ground")
    given(*DURING, DEPARTED).when(FIND).then_refused(rules.NO_BREACH, "ground")
    given(*DURING, BREACHED).when(FIND).then_recorded(SeriousBreachFound)
    away = replace(FIND, ground=SeriousBreachGround.DAYS_WITHOUT_LEAVE)
    given(*DURING, DEPARTED).when(away).then_recorded(SeriousBreachFound)
    early = replace(FIND, found_on=day("2020-06-30"))
    given(*DURING, BREACHED).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "found_on")


def test_the_worker_reports_to_the_police() -> None:
    given(*DURING).when(TELL_POLICE).then_recorded(PoliceInformed)
