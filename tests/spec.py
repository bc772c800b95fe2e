"""The only form of a domain test: given events, when a command comes in, then events or a refusal."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Self
from uuid import UUID

from tongxin.api.runtime.kinds import POLICIES as POLICIES_OF_THE_COUNTY
from tongxin.api.runtime.policy_files import shipped
from tongxin.domain.calendar import SHANGHAI
from tongxin.domain.case import decider as case_decider
from tongxin.domain.case import state as case_state
from tongxin.domain.commands import Actor, Command, Context
from tongxin.domain.events import Event
from tongxin.domain.person import decider, state
from tongxin.domain.policy_register import state as register_state
from tongxin.domain.refusals import Refused, Rule

NOW = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
WORKER = Actor(user="ma.li", role="case_worker", unit="640324100")
OFFICER = Actor(user="wang.jun", role="police_officer", unit="640324")
POLICIES = shipped()
NEW_ID = UUID("01970000-0000-7000-8000-000000000001")


def on(day: str) -> datetime:
    """Noon in Asia/Shanghai of a day written YYYY-MM-DD."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time().replace(hour=12), SHANGHAI)


@dataclass
class Scenario:
    """A history, a clock and an actor; then one command."""

    events: list[Event]
    fold: Callable[[Iterable[Event]], Any] = state.fold
    decide: Callable[[Any, Any, Context], list[Event]] = decider.decide
    actor: Actor = WORKER
    now: datetime = NOW
    outcome: list[Event] | Refused | None = field(default=None)

    def by(self, actor: Actor) -> Self:
        """Who gives the command."""
        return replace(self, actor=actor)

    def at(self, now: datetime) -> Self:
        """When the command is given."""
        return replace(self, now=now)

    def when(self, command: Command) -> Self:
        """Give the command."""
        context = Context(
            now=self.now,
            occurred_at=command.occurred_at or self.now,
            actor=self.actor,
            new_id=NEW_ID,
            policies=POLICIES,
        )
        try:
            outcome: list[Event] | Refused = self.decide(self.fold(self.events), command, context)
        except Refused as refused:
            outcome = refused
        return replace(self, outcome=outcome)

    def then(self, *expected: Event) -> None:
        """Exactly these events follow."""
        assert self.outcome == list(expected)

    def then_recorded(self, *kinds: type[Event]) -> list[Event]:
        """Events of exactly these types follow; returned for a closer look."""
        assert isinstance(self.outcome, list), f"refused: {self.outcome}"
        assert [type(event) for event in self.outcome] == list(kinds)
        return self.outcome

    def then_nothing_happens(self) -> None:
        """The command is granted and changes nothing."""
        assert self.outcome == []

    def then_refused(self, rule: Rule, field: str | None = None) -> Refused:
        """The command is refused under this rule, at this field; the sentences can be built."""
        assert isinstance(self.outcome, Refused), f"not refused: {self.outcome}"
        assert self.outcome.rule.code == rule.code
        assert self.outcome.field == field
        assert str(self.outcome)
        assert self.outcome.zh
        return self.outcome


def given(*events: Event) -> Scenario:
    """A person with this history."""
    return Scenario(list(events))


def given_register(*events: Event) -> Scenario:
    """A register of policies with this history, beside what comes with the code."""
    return Scenario(list(events), fold=register_state.fold, decide=POLICIES_OF_THE_COUNTY.decide)


def given_case(*events: Event) -> Scenario:
    """A case with this history."""
    return Scenario(list(events), fold=case_state.fold, decide=case_decider.decide)
