"""The rules at work: they propose a tier for a person, under a name of their own, and assign none."""

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
from .tier_rules import DEFAULT, rules_in_force

RULES = Actor(user="rules", role="system", unit=COUNTY)
"""Who proposes tiers; refused wherever a person must decide (个人信息保护法 24)."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What an evaluation came to. `recorded`: None where there was nothing new to propose."""

    explanation: Explanation
    recorded: Outcome | None


def in_force(book: PolicyBook, day: date, name: str = DEFAULT) -> RulesInForce:
    """A rule set on a day, ready. Raises `NoPolicy`."""
    policy, rules = rules_in_force(book, day, name)
    return RulesInForce(policy, rules, book)


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

    The idempotency key follows from the history and the rules: asked twice, recorded once.
    """
    day = today()
    history = await person_history(runtime.streams, stream)
    rules = in_force(runtime.policies, day)
    command = propose(history, rules, day)
    recorded = None
    if command is not None:
        version = history[-1].version
        key = f"rules {rules.policy.name} {rules.policy.version} {version} {day}"
        body = f"{command.proposal_id}".encode()
        recorded = await runtime.persons.handle(
            Asked(stream, command, body, RULES, correlation_id, key, version, causation_id)
        )
    return Evaluated(explain(history, rules, day), recorded)
