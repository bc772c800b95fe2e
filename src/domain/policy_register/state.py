"""The register as deciding sees it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import NamedTuple, assert_never, cast
from uuid import UUID

from ..events import Event
from ..policies.book import Policy, PolicyBook
from .events import PolicyPublished, PolicyRetired, RegisterEvent

REGISTER = UUID("2ac2ae2e-0f0e-5a3c-9a57-50f1f0a2b6c4")
"""The one stream of the register: what is published is checked against everything that was."""


class Key(NamedTuple):
    """What tells a version of a policy from every other."""

    kind: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Register:
    """The policies published by command; from which day on a version, published or shipped, is retired."""

    published: Mapping[Key, Policy] = field(default_factory=dict)
    retired: Mapping[Key, date] = field(default_factory=dict)

    def over(self, shipped: PolicyBook) -> PolicyBook:
        """Every policy there is: those that come with the code, and what the register says."""
        book = shipped.with_(self.published.values())
        if not self.retired:
            return book
        return PolicyBook(tuple(_until(policy, self.retired.get(_key(policy))) for policy in book.policies))


NEW_REGISTER = Register()


def evolve(register: Register, event: Event) -> Register:
    """The register after an event. Trusts history: never refuses."""
    happened = cast(RegisterEvent, event)
    match happened:
        case PolicyPublished():
            policy = policy_of(happened)
            return replace(register, published={**register.published, _key(policy): policy})
        case PolicyRetired():
            key = Key(happened.kind, happened.name, happened.version)
            return replace(register, retired={**register.retired, key: happened.retired_from})
        case _:
            assert_never(happened)


def fold(events: Iterable[Event]) -> Register:
    """The register after a whole history."""
    register = NEW_REGISTER
    for event in events:
        register = evolve(register, event)
    return register


def policy_of(told: object) -> Policy:
    """The policy that an event or a command holds, field by field."""
    return Policy(**{one.name: getattr(told, one.name) for one in fields(Policy)})


def _key(policy: Policy) -> Key:
    return Key(policy.kind, policy.name, policy.version)


def _until(policy: Policy, retired_from: date | None) -> Policy:
    if retired_from is None or policy.effective_until == retired_from:
        return policy
    return replace(policy, effective_until=retired_from)
