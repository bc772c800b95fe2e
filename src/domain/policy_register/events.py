"""Events of the policy register. Names and fields are stored for ever: add, never rename.

Nothing here is about a person, so nothing is sealed.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..events import Event, event
from ..policies.book import PolicyStatus


@event("policy.published/1")
class PolicyPublished(Event):
    """A version of a policy was published, whole: what is decided under it can be derived again for ever.

    In force from `effective_from` on, before `effective_until` if that is given (Asia/Shanghai dates).
    """

    kind: str
    name: str
    version: str
    title: str
    title_zh: str
    status: PolicyStatus
    source: str
    effective_from: date
    effective_until: date | None = None
    content: Mapping[str, Any]


@event("policy.retired/1")
class PolicyRetired(Event):
    """A version of a policy is no longer in force from a day on. It stays known: decisions rest on it."""

    kind: str
    name: str
    version: str
    retired_from: date
    reason: str


RegisterEvent = PolicyPublished | PolicyRetired
