"""What each count counts: given the events of a few persons, the count is."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pytest
from projections.indicators.counties import (
    Asking,
    County,
    a_test,
    granted,
    living,
    ordered,
    placed,
    reported,
)
from spec import on

from tongxin.domain.aftercare.events import AbstinenceReset, RelapseFound, ThreeYearAbstinenceConfirmed
from tongxin.domain.contact.events import ContactLost, ContactRestored
from tongxin.domain.events import Event
from tongxin.domain.identity.events import PersonDied, PersonEmigrated, PersonReturned
from tongxin.domain.measures.events import MeasurePaused
from tongxin.domain.measures.facility_events import FacilityEntered
from tongxin.domain.measures.kinds import FacilityRunBy, MeasureKind, PauseGround
from tongxin.domain.support.events import JobEnd, JobEnded
from tongxin.domain.testing.events import (
    DrugTestEvaded,
    DrugTestGround,
    DrugTestMethod,
    DrugTestOrdered,
    DrugTestResult,
    LaboratoryResultRecorded,
)
from tongxin.projections.indicators.asked import Period


def confirmed(day: str) -> Event:
    return ThreeYearAbstinenceConfirmed(occurred_at=on(day))


def reset(day: str) -> Event:
    return AbstinenceReset(occurred_at=on(day), ground=RelapseFound.CAUGHT)


def lost(day: str) -> Event:
    return ContactLost(occurred_at=on(day))


def paused(number: int, day: str) -> Event:
    return MeasurePaused(
        occurred_at=on(day), measure_id=UUID(int=number), paused_on=date.fromisoformat(day),
        ground=PauseGround.DETAINED,
    )  # fmt: skip


def entered(number: int, day: str) -> Event:
    return FacilityEntered(
        occurred_at=on(day), measure_id=UUID(int=number), entered_on=date.fromisoformat(day),
        facility="同心县强制隔离戒毒所", run_by=FacilityRunBy.PUBLIC_SECURITY,
    )  # fmt: skip


def to_be_tested(number: int, day: str, due: str) -> Event:
    return DrugTestOrdered(
        occurred_at=on(day), test_id=UUID(int=number), ground=DrugTestGround.COMMUNITY_TREATMENT,
        method=DrugTestMethod.URINE, due_on=date.fromisoformat(due),
    )  # fmt: skip


DETOX = [*ordered(1, "2020-03-02"), reported(1, "2020-03-10")]
HELD = [*ordered(2, "2020-05-04", MeasureKind.COMPULSORY_ISOLATION), entered(2, "2020-05-05")]
STOOD: list[tuple[str, str, Sequence[Event], int]] = [
    ("existing_users", "is on the register", [], 1),
    ("existing_users", "has died", [PersonDied(occurred_at=on("2020-12-31"))], 0),
    ("existing_users", "died the day after", [PersonDied(occurred_at=on("2021-01-01"))], 1),
    ("existing_users", "lives abroad", [PersonEmigrated(occurred_at=on("2020-02-01"))], 0),
    (
        "existing_users",
        "has come back",
        [PersonEmigrated(occurred_at=on("2020-02-01")), PersonReturned(occurred_at=on("2020-03-01"))],
        1,
    ),
    ("existing_users", "is abstinent", [confirmed("2020-06-01")], 0),
    ("existing_at_start", "was not yet abstinent", [confirmed("2020-06-01")], 1),
    ("three_years_abstinent", "is abstinent", [confirmed("2020-06-01")], 1),
    (
        "three_years_abstinent",
        "is abstinent, and abroad",
        [confirmed("2020-06-01"), PersonEmigrated(occurred_at=on("2020-07-01"))],
        1,
    ),
    ("three_years_abstinent", "has relapsed", [confirmed("2020-06-01"), reset("2020-07-01")], 0),
    ("three_years_abstinent", "relapsed before", [reset("2016-07-01"), confirmed("2020-06-01")], 1),
    ("out_of_contact", "is out of contact", [lost("2020-11-01")], 1),
    (
        "out_of_contact",
        "was reached again",
        [lost("2020-11-01"), ContactRestored(occurred_at=on("2020-12-31"))],
        0,
    ),
    ("out_of_contact", "is abstinent for three years", [lost("2020-11-01"), confirmed("2020-12-01")], 0),
    ("in_contact", "is in contact", [lost("2021-01-01")], 1),
    ("should_execute", "was ordered and reported", DETOX, 1),
    ("executing", "was ordered and reported", DETOX, 1),
    ("should_execute", "has one paused", [*DETOX, paused(1, "2020-10-01")], 0),
    ("should_execute", "has not reported", ordered(1, "2020-03-02"), 1),
    ("executing", "has not reported", ordered(1, "2020-03-02"), 0),
    ("overdue_to_report", "has not reported in fifteen days", ordered(1, "2020-12-15"), 1),
    ("overdue_to_report", "has the fifteenth day today", ordered(1, "2020-12-16"), 0),
    ("overdue_to_report", "has not received the order", ordered(1, "2020-03-02")[:1], 0),
    ("should_execute_due", "may still report", ordered(1, "2020-12-16"), 0),
    (
        "executing",
        "has a term that is over, and nobody said so",
        [*ordered(1, "2017-12-01"), reported(1, "2017-12-31")],
        0,
    ),
    (
        "executing",
        "has the last day of the term today",
        [*ordered(1, "2017-12-01"), reported(1, "2018-01-01")],
        1,
    ),
    ("out_of_contact_or_unreported", "has not reported", ordered(1, "2020-03-02"), 1),
    ("measure_in_contact", "is in contact", DETOX, 1),
    ("measure_out_of_contact", "is not", [*DETOX, lost("2020-08-01")], 1),
    ("able_to_work", "is in isolation", HELD, 0),
    ("able_to_work", "is free", [], 1),
    ("able_and_employed", "has work", [placed(1, "2020-02-01")], 1),
    (
        "able_and_employed",
        "had work",
        [placed(1, "2020-02-01"),
         JobEnded(occurred_at=on("2020-12-31"), job_id=UUID(int=1), ground=JobEnd.RESIGNED)],
        0,
    ),
    ("able_and_employed_or_assisted", "is helped", [granted(1, "2020-02-01")], 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "who", "events", "count"), STOOD, ids=lambda x: x if isinstance(x, str) else ""
)
async def test_who_stood_how_on_the_last_day(
    asking: Asking, code: str, who: str, events: Sequence[Event], count: int
) -> None:
    assert await asking.count([[living(), *events]], code) == count, who


def positive(number: int, day: str) -> Event:
    return a_test(number, day, DrugTestResult.POSITIVE)


CLEARED = LaboratoryResultRecorded(
    occurred_at=on("2020-06-01"), test_id=UUID(int=1), laboratory="示例", result=DrugTestResult.NEGATIVE
)
HAPPENED: list[tuple[str, str, County, int]] = [
    ("new_users", "registered on the first and after the last day", [[living(day="2020-01-01")],
     [living(day="2021-01-01")]], 1),
    ("found", "positive twice, negative once", [[living(), positive(1, "2020-02-01"),
     positive(2, "2020-12-31"), a_test(3, "2020-03-01")]], 2),
    ("found", "cleared by the laboratory", [[living(), positive(1, "2020-02-01"), CLEARED]], 0),
    ("found_again", "on the register before", [[living(), positive(1, "2020-02-01")]], 1),
    ("found_new", "registered for it", [[living(day="2020-02-01"), positive(1, "2020-02-01")]], 1),
    ("found_again", "registered for it, and once more", [[living(day="2020-02-01"), positive(1, "2020-02-01"),
     positive(2, "2020-05-01")]], 1),
    ("relapsed", "one person twice", [[living(), reset("2020-02-01"), reset("2020-05-01")]], 1),
    ("isolation_ordered", "detox and isolation", [[living(), *DETOX, *HELD]], 1),
    ("tests_done", "before the measure, and in it", [[living(), a_test(1, "2020-02-01"), *DETOX,
     a_test(2, "2020-04-01")]], 1),
    ("tests_missed", "evaded", [[living(), *DETOX, to_be_tested(3, "2020-04-01", "2020-04-03"),
     DrugTestEvaded(occurred_at=on("2020-04-03"), test_id=UUID(int=3))]], 1),
    ("tests_unanswered", "nothing recorded", [[living(), *DETOX,
     to_be_tested(3, "2020-04-01", "2020-04-03")]], 1),
    ("tests_unanswered", "due on the last day", [[living(), *DETOX,
     to_be_tested(3, "2020-12-01", "2020-12-31")]], 0),
    ("orders", "two orders", [[living(), *DETOX, *ordered(3, "2020-08-03", MeasureKind.COMMUNITY_REHAB)]], 2),
    ("orders_reported_in_time", "on the fifteenth day", [[living(), *ordered(1, "2020-03-02"),
     reported(1, "2020-03-17")]], 1),
    ("orders_reported_in_time", "on the sixteenth", [[living(), *ordered(1, "2020-03-02"),
     reported(1, "2020-03-18")]], 0),
    ("orders_due", "received too late in the year", [[living(),
     *ordered(1, "2020-12-01", served="2020-12-17")]], 0),
    ("orders_due_not_in_time", "never", [[living(), *ordered(1, "2020-03-02")]], 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "what", "county", "count"), HAPPENED, ids=lambda x: x if isinstance(x, str) else ""
)
async def test_what_happened_in_the_period(
    asking: Asking, code: str, what: str, county: County, count: int
) -> None:
    assert await asking.count(county, code) == count, what


async def test_ages_are_those_of_the_day(asking: Asking) -> None:
    born = living(birth_date=date(1960, 12, 31))
    for before, able in ((date(2020, 12, 31), 1), (date(2021, 1, 1), 0)):  # sixty on the last day of 2020
        assert await asking.count([[born]], "able_to_work", Period("", date(2020, 1, 1), before)) == able
