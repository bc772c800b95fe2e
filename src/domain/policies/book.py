"""Which policy is in force on a day. Old ones stay: a decision keeps the policy of its day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class PolicyStatus(StrEnum):
    """Whose word a policy is."""

    STATUTE = "statute"
    """A law or regulation, cited by article."""
    PUBLISHED = "published"
    """Published by an authority, but no statute."""
    COUNTY = "county"
    """Supplied by the county, by command."""
    DEFAULT = "default"
    """The product's own default, and shown as such; never law."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A version of a policy. In force from `effective_from` on, before `effective_until` if that is given.

    `kind`: what it decides, such as "legal-terms". `source`: where it comes from, with articles.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    kind: str
    name: str
    version: str
    title: str
    title_zh: str
    status: PolicyStatus
    source: str
    effective_from: date
    effective_until: date | None = None
    content: Mapping[str, Any] = field(default_factory=dict)

    def is_in_force(self, day: date) -> bool:
        """Whether it holds on a day (Asia/Shanghai)."""
        return self.effective_from <= day and (self.effective_until is None or day < self.effective_until)


class NoPolicy(LookupError):
    """No policy of this kind and name is in force on that day."""


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """All policies that are known, in no particular order."""

    policies: tuple[Policy, ...] = ()

    def in_force(self, kind: str, name: str, day: date) -> Policy:
        """The policy that holds on a day; of several, the latest one. Raises `NoPolicy`."""
        found = [p for p in self.policies if p.kind == kind and p.name == name and p.is_in_force(day)]
        if not found:
            raise NoPolicy(f"no {kind} “{name}” is in force on {day}")
        return max(found, key=lambda policy: (policy.effective_from, policy.version))

    def on(self, day: date) -> tuple[Policy, ...]:
        """The policies that hold on a day: of each kind and name the latest one."""
        names = dict.fromkeys((p.kind, p.name) for p in self.policies if p.is_in_force(day))
        return tuple(self.in_force(kind, name, day) for kind, name in names)

    def of_kind(self, kind: str, day: date | None = None) -> list[Policy]:
        """Every policy of a kind, on a day those in force."""
        return [p for p in self.policies if p.kind == kind and (day is None or p.is_in_force(day))]

    def version(self, kind: str, name: str, version: str) -> Policy:
        """One version, in force or not. Raises `NoPolicy`."""
        for policy in self.policies:
            if (policy.kind, policy.name, policy.version) == (kind, name, version):
                return policy
        raise NoPolicy(f"there is no {kind} “{name}” {version}")

    def with_(self, policies: Iterable[Policy]) -> "PolicyBook":
        """This book with more policies; one of the same kind, name and version takes the place of the old."""
        more = tuple(policies)
        replaced = {(p.kind, p.name, p.version) for p in more}
        kept = tuple(p for p in self.policies if (p.kind, p.name, p.version) not in replaced)
        return PolicyBook(kept + more)
