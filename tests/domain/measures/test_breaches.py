"""What is not kept in the community: breaches, absences, warning, serious breach, police."""

from dataclasses import replace
from uuid import UUID

from domain.histories import REGISTERED
from domain.measures.community_cases import (
    ABSENCE,
    ABSENT,
    BREACH,
    BREACHED,
    DEPARTED,
    DURING,
    FIND,
    TELL_POLICE,
    WARN,
)
from domain.measures.measure_cases import (
    BAN,
    BAN_ID,
    day,
)
from spec import given

from tongxin.domain.measures import rules
from tongxin.domain.measures.community_events import (
    AbsenceRecorded,
    BreachRecorded,
    PoliceInformed,
    SeriousBreachFound,
    WarningIssued,
)
from tongxin.domain.measures.counters import Counters, counters
from tongxin.domain.measures.kinds import BreachKind, MeasureKind
from tongxin.domain.measures.measure import Absence, Breach, Measure


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
    given(*DURING, BREACHED, BREACHED, BREACHED).when(FIND).then_recorded(SeriousBreachFound)
    early = replace(FIND, found_on=day("2020-06-30"))
    given(*DURING, BREACHED).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "found_on")


def test_the_worker_reports_to_the_police() -> None:
    given(*DURING).when(TELL_POLICE).then_recorded(PoliceInformed)


def test_a_test_and_a_day_count_once_however_often_they_are_told() -> None:
    test = UUID(int=9)
    measure = Measure(
        MeasureKind.COMMUNITY_DETOX,
        day("2020-01-01"),
        breaches=(
            Breach(BreachKind.TEST_EVADED, day("2020-02-01"), test),
            Breach(BreachKind.TEST_REFUSED, day("2020-02-02"), test),
            Breach(BreachKind.TEST_REFUSED, day("2020-02-03")),
            Breach(BreachKind.TEST_REFUSED, day("2020-06-01")),
        ),
        absences=(
            Absence(day("2020-03-01"), day("2020-03-10"), with_leave=False),
            Absence(day("2020-03-08"), day("2020-03-12"), with_leave=False),
            Absence(day("2020-03-09"), day("2020-03-09"), with_leave=False),
            Absence(day("2020-03-20"), day("2020-04-20"), with_leave=True),
            Absence(day("2020-05-01"), day("2020-05-31"), with_leave=False),
        ),
    )
    assert counters(measure, day("2020-05-02")) == Counters(tests=2, departures=0, days=14)
