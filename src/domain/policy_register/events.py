"""Events of the policy register. Names and fields are stored for ever: add, never rename.

Nothing here is about a person, so nothing is sealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..events import Event, event
from ..policies.book import PolicyStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEvent(Event):
    """Something that happened to a version of a policy."""

    kind: str
    name: str
    version: str


@event("policy.published/1")
class PolicyPublished(PolicyEvent):
    """A version of a policy was published, whole: what is decided under it can be derived again for ever.

    In force from `effective_from` on, before `effective_until` if that is given (Asia/Shanghai dates).
    """

    title: str
    title_zh: str
    status: PolicyStatus
    source: str
    effective_from: date
    effective_until: date | None = None
    content: Mapping[str, Any]


@event("policy.retired/1")
class PolicyRetired(PolicyEvent):
    """A version of a policy is no longer in force from a day on. It stays known: decisions rest on it."""

    retired_from: date
    reason: str


RegisterEvent = PolicyPublished | PolicyRetired
