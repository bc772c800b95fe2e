"""Tasks and time limits that run: little is kept of a person, and the domain answers as from all of it."""

from typing import Any

import msgspec
from domain.deadlines.limit_rows import ROWS
from domain.histories import REGISTERED
from domain.tiering.test_default_rules import CASES, OTHER_MEASURE
from hypothesis import given, settings
from hypothesis import strategies as st
from projections.recorded import STREAM, recorded
from spec import on

from tongxin.domain.aftercare.abstinence import abstinence
from tongxin.domain.aftercare.facts import facts_of
from tongxin.domain.classification.events import Tier, TierAssigned, TierObjected
from tongxin.domain.deadlines.fold import fold as docket_of
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.domain.handover.events import HandoverOffered
from tongxin.domain.identity.events import PersonDied, PersonEmigrated
from tongxin.domain.measures.duties import duties
from tongxin.domain.measures.events import MeasureOrdered
from tongxin.domain.person.state import Person, fold
from tongxin.domain.schedules.course import Standing, courses
from tongxin.projections.kept_work import PersonWork
from tongxin.projections.lean import lean
from tongxin.projections.person_deadlines import PERSON_DEADLINES, PersonDocket, open_deadlines
from tongxin.projections.person_work import PERSON_WORK
from tongxin.projections.projection import Projection, Rows
from tongxin.projections.shipped_terms import EVER, shipped_clock, shipped_policies
from tongxin.projections.tasks import tasks

EVENTS: list[Event] = [event for case in CASES for event in case.events]
LIMITS: list[Event] = [event for row in ROWS for event in (*row.begins, *row.met)]
OPEN = {Standing.DUE, Standing.UPCOMING, Standing.NOT_RECORDED}


def kept(projection: Projection[Any], history: list[Recorded[Event]]) -> Any:
    """The row after a history, written to JSON and read again after every event."""
    row: Any = None
    for one in history:
        rows: Rows[Any] = Rows(projection.key_of, [] if row is None else [row])
        projection.fold(rows, one)
        row = rows.get((STREAM,))
        row = msgspec.json.decode(lean(row), type=type(row))
    return row


def in_order(events: list[Event]) -> list[Event]:
    """Each measure is ordered once, before anything else happens to it; the rest as drawn."""
    orders: dict[Any, Event] = {}
    for event in events:
        if isinstance(event, MeasureOrdered):
            orders.setdefault(event.measure_id, event)
    others = [event for event in events if not isinstance(event, MeasureOrdered)]
    return [REGISTERED, *orders.values(), *others]


def asked(person: Person) -> set[tuple[str, Any, Any, Any]]:
    """What the domain says of the whole person."""
    found: set[tuple[str, Any, Any, Any]] = set()
    if person.identity.died_at is not None:
        return found
    for duty in duties(person, EVER, shipped_policies()):
        found.add((f"report_{duty.ground}", duty.measure_id, duty.since, None))
    for course in courses(person, shipped_policies(), EVER):
        measure = person.measures.by_id[course.measure_id]
        for due in course.due:
            if due.standing in OPEN and measure.ended_on is None:
                found.add(("test", course.measure_id, due.first_day, due.last_day))
    terms = shipped_clock()
    counted = abstinence(facts_of(person, terms), terms, EVER)
    has_control = not person.aftercare.dynamic_control_ended and person.identity.emigrated_at is None
    if has_control and counted.since is not None:
        due_on = counted.reached_on or counted.expected_on
        found.add(("end_dynamic_control", STREAM, counted.since, due_on))
    return found


@settings(max_examples=200, deadline=None)
@given(events=st.lists(st.sampled_from(EVENTS), max_size=14))
def test_the_tasks_are_those_of_the_whole_history(events: list[Event]) -> None:
    history = in_order(events)
    row = kept(PERSON_WORK, recorded(history))
    assert isinstance(row, PersonWork)
    found = {(task.kind, task.subject_id, task.since, task.due_on) for task in tasks(row)}
    assert found == asked(fold(history))


@settings(max_examples=200, deadline=None)
@given(events=st.lists(st.sampled_from(LIMITS), max_size=14))
def test_what_is_settled_is_not_kept_and_what_runs_is(events: list[Event]) -> None:
    history = recorded([REGISTERED, *events])
    row = kept(PERSON_DEADLINES, history)
    whole = PersonDocket(STREAM, docket_of(history))
    assert list(open_deadlines(row)) == list(open_deadlines(whole))
    assert all(entry.is_open for entry in row.docket.entries)


def test_after_death_nothing_is_to_be_done_and_abroad_no_control() -> None:
    case = next(case for case in CASES if case.rule == "R1.3")
    row = kept(PERSON_WORK, recorded([REGISTERED, *case.events]))
    assert {task.kind for task in tasks(row)} >= {"end_dynamic_control", "test"}
    gone = kept(
        PERSON_WORK, recorded([REGISTERED, *case.events, PersonEmigrated(occurred_at=on("2026-05-30"))])
    )
    assert "end_dynamic_control" not in {task.kind for task in tasks(gone)}
    dead = kept(PERSON_WORK, recorded([REGISTERED, *case.events, PersonDied(occurred_at=on("2026-05-30"))]))
    assert tasks(dead) == []


def test_an_offer_and_an_objection_wait_under_the_policies_of_their_day() -> None:
    offered = HandoverOffered(
        occurred_at=on("2026-03-02"), handover_id=OTHER_MEASURE, from_unit="640324100", to_unit="640324101",
        to_area="640324101",
    )  # fmt: skip
    tier = TierAssigned(
        occurred_at=on("2026-03-02"), assignment_id=OTHER_MEASURE, tier=Tier.T2, assigned_by="wang.jun"
    )
    objected = TierObjected(occurred_at=on("2026-03-02"), objection_id=STREAM, assignment_id=OTHER_MEASURE)
    found = {
        task.kind: task for task in tasks(kept(PERSON_WORK, recorded([REGISTERED, offered, tier, objected])))
    }
    assert found["answer_handover"].due_on == on("2026-03-12").date()
    assert found["answer_handover"].policy == "answers"
    assert found["review_objection"].due_on == on("2026-03-30").date()
    assert (found["review_objection"].policy, found["review_objection"].article) == ("default", None)


def test_what_is_kept_of_a_long_history_is_small() -> None:
    """A few hundred bytes a person, however many limits were met."""
    history = recorded([REGISTERED, *LIMITS])
    row = kept(PERSON_DEADLINES, history)
    whole = len(msgspec.json.encode(docket_of(history)))
    assert len(lean(row.docket)) < whole / 4
