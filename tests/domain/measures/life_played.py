"""How a life under the law is played: what is asked, what is recorded, and what must hold after each step."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.deadlines.docket_histories import recorded
from domain.histories import REGISTERED
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from spec import NOW, OFFICER, POLICIES, on

from domain.measures import second_count, second_reading
from tongxin.domain.commands import Command, Context
from tongxin.domain.deadlines.deadline import deadlines
from tongxin.domain.events import Event
from tongxin.domain.measures.kinds import (
    MeasureKind,
)  # fmt: skip
from tongxin.domain.measures.legal_terms import measure_terms
from tongxin.domain.measures.measure import Measure, Status
from tongxin.domain.measures.terms import term_of as term_now
from tongxin.domain.person.decider import decide
from tongxin.domain.person.state import evolve, fold
from tongxin.domain.refusals import Refused

FIRST_DAY, LAST_DAY = date(2012, 1, 30), date(2025, 6, 1)
ISOLATION = MeasureKind.COMPULSORY_ISOLATION
REACHED: Counter[str] = Counter()
"""How often each type of event was recorded, and each rule refused, in all lives of this process."""


class Played(RuleBasedStateMachine):
    """`events`: what was recorded. `person`: folded from it. `day`: of what is asked next."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = [REGISTERED]
        self.person, self.day, self.asked = fold(self.events), FIRST_DAY, 0

    def ask(self, asked: type[Command], /, **values: Any) -> bool:
        """Ask for a command on this day: of the state, of the history folded anew, and once more."""
        return self.ask_for(asked(occurred_at=on(self.day.isoformat()), **values))

    def ask_for(self, command: Command) -> bool:
        self.asked += 1
        answers = [self._answer(person, command) for person in (self.person, fold(self.events), self.person)]
        assert answers[0] == answers[1] == answers[2]  # pure, and the same from the same history
        granted = answers[0]
        if isinstance(granted, str):
            REACHED[granted.partition(" ")[0]] += 1
            return False
        for event in granted:
            second_reading.check(self.events, event)
            REACHED[event.TYPE] += 1
            self.events.append(event)
            self.person = evolve(self.person, event)
        return True

    def _answer(self, person: Any, command: Command) -> list[Event] | str:
        at = command.occurred_at or NOW
        context = Context(
            now=NOW, occurred_at=at, actor=OFFICER, new_id=UUID(int=self.asked), policies=POLICIES
        )
        try:
            return decide(person, command, context)
        except Refused as refused:
            return f"{refused.rule.code} {refused.field} {refused}"

    def of(self, *kinds: MeasureKind) -> UUID:
        """The latest measure of these kinds, an open one if there is one; else one that nobody has."""
        mine = [
            (one.ended_on is None, n, i)
            for n, (i, one) in enumerate(self.measures.items())
            if one.kind in kinds
        ]
        return max(mine)[2] if mine else UUID(int=0)

    @property
    def measures(self) -> dict[UUID, Measure]:
        return dict(self.person.measures.by_id)

    def has(self, *statuses: Status, kinds: tuple[MeasureKind, ...] = (ISOLATION,)) -> bool:
        return any(one.kind in kinds and one.status in statuses for one in self.measures.values())

    def term_of(self, measure: Measure) -> Any:
        before = self.measures.get(measure.follows) if measure.follows else None
        return term_now(measure, measure_terms(POLICIES, measure.decided_on), self.day, before)

    @rule(days=st.sampled_from([1, 8, 16, 31, 95, 200]))
    def days_go_by(self, days: int) -> None:
        self.day = min(self.day + timedelta(days), LAST_DAY)

    def wait_for_the_last_day(self, measure_id: UUID) -> None:
        """Of the term of a measure, where it has one that is still to come."""
        measure = self.measures.get(measure_id)
        last_day = None if measure is None else self.term_of(measure).last_day
        if last_day is not None and self.day < last_day <= LAST_DAY:
            self.day = last_day

    # --- what must hold -----------------------------------------------------------------------------------

    @invariant()
    def the_terms_agree_with_a_second_count(self) -> None:
        for measure_id, measure in self.measures.items():
            term = self.term_of(measure)
            counted = second_count.Counted(self.events, measure_id).count(self.day)
            if counted is not None:
                assert second_count.Count(term.begins_on, term.expires_on, term.served_days) == counted
            if term.begins_on is not None and term.expires_on is not None:
                most = second_reading.same_day_later(term.begins_on, 36)
                assert term.served_days <= (most - term.begins_on).days

    def teardown(self) -> None:
        """Every time limit agrees with a second count, at the end of the life."""
        by_id = {one.event_id: one.event for one in recorded(*self.events)}
        for one in deadlines(recorded(*self.events), POLICIES, on(self.day.isoformat())):
            if one.rule in second_count.LIMITS:
                assert one.due_on == second_count.due_on(one.rule, by_id[one.basis]), one.rule
                REACHED[one.rule] += 1
