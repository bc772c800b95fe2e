"""The rules at work: they propose a tier for a person, under a name of their own, and assign none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from ...domain.areas import COUNTY
from ...domain.calendar import law_date
from ...domain.commands import Actor
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.identity.events import PersonRegistered
from ...domain.person.rules import UNKNOWN_PERSON
from ...domain.policies.book import PolicyBook
from ...domain.tiering.explain import Explanation, explain
from ...domain.tiering.propose import RulesInForce, propose
from ...store.streams import Streams
from .asked import Asked, Outcome
from .runtime import Runtime
from .tier_rules import rules_in_force, rules_of

RULES = Actor(user="rules", role="system", unit=COUNTY)
"""Who proposes tiers; refused wherever a person must decide (个人信息保护法 24)."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What an evaluation came to. `recorded`: None where there was nothing new to propose."""

    explanation: Explanation
    recorded: Outcome | None


def in_force(book: PolicyBook, day: date, name: str | None = None) -> RulesInForce:
    """A rule set on a day, ready; the one that the county uses, if no name is given. Raises `NoPolicy`."""
    policy, rules = rules_in_force(book, day, name)
    return RulesInForce(policy, rules, book, rules_of)


def today() -> date:
    """The Asia/Shanghai date."""
    return law_date(datetime.now(UTC))


async def person_history(streams: Streams, stream: UUID) -> list[Recorded[Event]]:
    """The history of a person. Raises `Refused` where the stream is none of a person."""
    history = await streams.history(stream)
    if not history or not isinstance(history[0].event, PersonRegistered):
        raise UNKNOWN_PERSON.refuse()
    return history


async def evaluate(
    runtime: Runtime, stream: UUID, correlation_id: str, causation_id: str | None = None
) -> Evaluated:
    """Apply the rules to a person now, and record a proposal where it says something new.

    Raises `NoPolicy` where no rule set is in force.
    """
    day = today()
    history = await person_history(runtime.streams, stream)
    rules = in_force(runtime.policies, day)
    recorded = await record_news(runtime, history, rules, day, correlation_id, causation_id)
    return Evaluated(explain(history, rules, day), recorded)


async def record_news(
    runtime: Runtime,
    history: Sequence[Recorded[Event]],
    rules: RulesInForce,
    day: date,
    correlation_id: str,
    causation_id: str | None = None,
) -> Outcome | None:
    """Record the proposal that follows from a history; None where it says nothing new.

    The idempotency key follows from the history and the rules, and the version of the history is asked for:
    done twice, at once or after a crash, it is recorded once. Raises `Stale` where the history has gone on.
    """
    command = propose(history, rules, day)
    if command is None:
        return None
    version = history[-1].version
    key = f"rules {rules.policy.name} {rules.policy.version} {version} {day}"
    body = f"{command.proposal_id}".encode()
    return await runtime.persons.handle(
        Asked(history[-1].stream, command, body, RULES, correlation_id, key, version, causation_id)
    )
