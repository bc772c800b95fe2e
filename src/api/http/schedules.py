"""The question when a person is to be tested, and what became of the tests that were due."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from ...domain.person.state import fold
from ...domain.schedules.course import Course, Standing, courses
from ...domain.schedules.plan import NO_FREQUENCY_IN_LAW
from .documentation import QUERY_RESPONSES
from .person_events import counting_events, today
from .queries import Asking, Purpose, Serving, Strict, note

router = APIRouter(tags=["testing"], responses=QUERY_RESPONSES)
_SAYS = "The regulation says that persons are tested regularly, as the police ask; no statute says how often."
_SAYS_ZH = "条例仅规定根据公安机关的要求定期接受检测，法律法规未规定次数。"


class StatuteAnswer(BaseModel):
    """What the law says of the frequency: nothing but "regularly"."""

    article: str = NO_FREQUENCY_IN_LAW
    frequency: None = None
    en: str = _SAYS
    zh: str = _SAYS_ZH


class SchedulePolicyAnswer(BaseModel):
    """The schedule in use. `status`: published, county, or the product's default; never statute."""

    name: str
    version: str
    status: str
    title: str
    title_zh: str
    source: str


class DueTestAnswer(BaseModel):
    """A test that is due from the first to the last day, both included; `last_day` is null during a pause."""

    year: int
    first_day: date
    last_day: date | None
    standing: str
    test_id: UUID | None


class YearAnswer(BaseModel):
    """How many tests of a year of the measure were due, and what became of them."""

    year: int
    planned: int
    done: int
    missed: int
    excused: int
    not_recorded: int
    due: int
    upcoming: int


class CourseAnswer(BaseModel):
    """The schedule of one measure. `policy`: null where the county has none for its term."""

    measure_id: UUID
    kind: str
    begun_on: date
    term_months: int | None
    min_total: int | None
    policy: SchedulePolicyAnswer | None
    years: list[YearAnswer]
    tests: list[DueTestAnswer]


class TestScheduleAnswer(BaseModel):
    """The schedules of a person's community measures on a day."""

    id: UUID
    day: date
    statute: StatuteAnswer
    measures: list[CourseAnswer]


class DayQuery(Strict):
    """Which day."""

    on: Annotated[date | None, Field(description="As it was on this day; today, if not given.")] = None


@router.get("/persons/{id}/test-schedule", summary="When a person is to be tested")
async def schedules(
    id: UUID,
    query: Annotated[DayQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> TestScheduleAnswer:
    """The tests that the county's schedule sets for each community measure, done, missed, excused or due.

    A schedule is a local rule: no statute gives a frequency (戒毒条例 19). A window in which nothing is
    recorded is not held against the person.
    """
    day = query.on or today()
    person = fold(recorded.event for recorded in await counting_events(runtime, id, day))
    found = [_answer(course) for course in courses(person, runtime.persons.policies, day)]
    await note(runtime, caller, [id], purpose, "test-schedule")
    return TestScheduleAnswer(id=id, day=day, statute=StatuteAnswer(), measures=found)


def _answer(course: Course) -> CourseAnswer:
    schedule = course.schedule
    policy = None
    if schedule is not None:
        fields = SchedulePolicyAnswer.model_fields
        policy = SchedulePolicyAnswer(**{name: getattr(schedule.policy, name) for name in fields})
    return CourseAnswer(
        measure_id=course.measure_id,
        kind=course.kind,
        begun_on=course.begun_on,
        term_months=course.term_months,
        min_total=None if schedule is None else schedule.min_total,
        policy=policy,
        years=[
            YearAnswer(year=year, planned=counts.total(), **{one.value: counts[one] for one in Standing})
            for year, counts in course.by_year.items()
        ],
        tests=[DueTestAnswer.model_validate(one, from_attributes=True) for one in course.due],
    )
