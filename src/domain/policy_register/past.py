"""Whether a change of the policies would change past days. A decision keeps the policy of its day."""

from datetime import date
from typing import NamedTuple

from ..pathways.template import KIND as PATHWAY
from ..policies.book import NoPolicy, Policy, PolicyBook
from ..schedules.plan import KIND as TEST_SCHEDULE

_USED_WHERE_NAMED = (PATHWAY, TEST_SCHEDULE, "tier-names")
"""Kinds of which a new name decides nothing by itself: somebody has to choose it."""


class Changed(NamedTuple):
    """A past day, and what was in force on it."""

    day: date
    was: Policy | None


def changed(before: PolicyBook, after: PolicyBook, kind: str, name: str, today: date) -> Changed | None:
    """The first day before today on which another version would have been in force; None where there is none.

    What was in force may have been nothing, or a template without components: then nothing was decided
    under it, and where the kind allows, the day may be given what it lacked.
    """
    for day in _days(before, after, kind, name):
        if day >= today:
            return None
        was, would_be = _in_force(before, kind, name, day), _in_force(after, kind, name, day)
        may_be_given = kind in _USED_WHERE_NAMED and (was is None or _is_empty(was))
        if _version(was) != _version(would_be) and not may_be_given:
            return Changed(day, was)
    return None


def _days(before: PolicyBook, after: PolicyBook, kind: str, name: str) -> list[date]:
    """Between two of these, one after the other, nothing changes."""
    policies = [policy for book in (before, after) for policy in book.of_kind(kind) if policy.name == name]
    ends = {policy.effective_until for policy in policies if policy.effective_until is not None}
    return sorted({policy.effective_from for policy in policies} | ends)


def _in_force(book: PolicyBook, kind: str, name: str, day: date) -> Policy | None:
    try:
        return book.in_force(kind, name, day)
    except NoPolicy:
        return None


def _version(policy: Policy | None) -> str | None:
    return None if policy is None else policy.version


def _is_empty(policy: Policy) -> bool:
    return policy.kind == PATHWAY and not policy.content.get("components")
