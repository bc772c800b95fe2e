"""The tasks that follow from what is kept of a person: tests, reports to the police, answers, control to end.

They are asked of the domain as of a day in the far future, so that they follow from events alone: what has
begun, and what is overdue, is a comparison with the day of the question.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..domain.aftercare.abstinence import abstinence
from ..domain.aftercare.facts import facts_of
from ..domain.calendar import law_date
from ..domain.classification.windows import windows_in_force
from ..domain.handover.overdue import KIND, NAME, waiting
from ..domain.handover.state import Handover, Offer
from ..domain.measures.duties import duties
from ..domain.person.state import Person
from ..domain.policies.book import NoPolicy, Policy
from ..domain.schedules.course import Standing, courses
from ..domain.schedules.plan import NO_FREQUENCY_IN_LAW
from .kept_work import PersonWork, person_of
from .shipped_terms import EVER, shipped_clock, shipped_policies

_OPEN = frozenset({Standing.DUE, Standing.UPCOMING, Standing.NOT_RECORDED})


@dataclass(slots=True)
class Task:
    """Something to be done. `subject_id`: the measure, handover or objection that it is about, or the person.

    `since`: what sets it going. `shown_from`: from when it is to be done; None: not yet known. `due_on`: its
    last day; None where none is named ("promptly"). `article`: where a law asks for it; `policy`: where a
    policy says when. `detail`: the year of the measure, the ground, the unit.
    """

    stream: UUID
    kind: str
    subject_id: UUID
    since: date
    shown_from: date | None
    due_on: date | None
    bearer: str
    article: str | None = None
    policy: str | None = None
    policy_version: str | None = None
    detail: str | None = None


def tasks(row: PersonWork) -> list[Task]:
    """Every task of a person that is not settled, each once."""
    if row.has_died:
        return []
    person = person_of(row)
    found = [*_tests(row, person), *_reports(row, person), *_answers(row), *_control(row, person)]
    return list({(task.kind, task.subject_id, task.since): task for task in found}.values())


def _tests(row: PersonWork, person: Person) -> Iterator[Task]:
    """The tests that the county's schedule sets and of which nothing is recorded."""
    for course in courses(person, shipped_policies(), EVER):
        if course.schedule is None:
            continue
        for due in course.due:
            if due.standing in _OPEN:
                task = Task(
                    row.stream,
                    "test",
                    course.measure_id,
                    due.first_day,
                    due.first_day,
                    due.last_day,
                    "worker",
                )
                task.article, task.detail = NO_FREQUENCY_IN_LAW, str(due.year)
                yield _under(course.schedule.policy, task)


def _reports(row: PersonWork, person: Person) -> Iterator[Task]:
    """What the worker owes the police (戒毒条例 21)."""
    for duty in duties(person, EVER, shipped_policies()):
        kind = f"report_{duty.ground}"
        yield Task(row.stream, kind, duty.measure_id, duty.since, duty.since, None, "worker", duty.article)


def _answers(row: PersonWork) -> Iterator[Task]:
    """An offered handover that waits for its answer, and objections that wait for a review."""
    if row.offer is not None:
        yield _handover(row.stream, row.offer)
    for objection_id, objection in row.objections.items():
        day = law_date(objection.objected_at)
        windows = windows_in_force(shipped_policies(), day)
        due_on = None if windows is None else windows[1].answer_by(objection).day
        task = Task(row.stream, "review_objection", objection_id, day, day, due_on, "reviewer")
        yield task if windows is None else _under(windows[0], task)


def _handover(stream: UUID, offer: Offer) -> Task:
    day = offer.offered_on
    try:
        policy = shipped_policies().in_force(KIND, NAME, day)
    except NoPolicy:
        policy = None
    open_ = waiting(Handover(open=offer), policy, day)
    due_on = None if open_ is None else open_.due_on
    task = Task(stream, "answer_handover", offer.handover_id, day, day, due_on, "unit", detail=offer.to_unit)
    return task if policy is None else _under(policy, task)


def _under(policy: Policy, task: Task) -> Task:
    task.policy, task.policy_version = policy.name, policy.version
    return task


def _control(row: PersonWork, person: Person) -> Iterator[Task]:
    """Dynamic control that is to end once three years are counted (戒毒条例 7)."""
    if row.clock.control_ended or row.is_abroad:
        return
    terms = shipped_clock()
    counted = abstinence(facts_of(person, terms), terms, EVER)
    if counted.since is not None:
        due_on = counted.reached_on or counted.expected_on
        task = Task(row.stream, "end_dynamic_control", row.stream, counted.since, due_on, due_on, "police")
        task.article = terms.article
        yield task
