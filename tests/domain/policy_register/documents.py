"""Policies as a county would publish them."""

from dataclasses import replace
from datetime import date
from typing import Any

from spec import POLICIES, on

from tongxin.domain.commands import Command
from tongxin.domain.policies.book import Policy, PolicyStatus
from tongxin.domain.policy_register.commands import PublishPolicy, RetirePolicy
from tongxin.domain.policy_register.events import PolicyPublished, PolicyRetired
from tongxin.domain.policy_register.state import policy_of

RULES = POLICIES.version("tier-rules", "default-4tier", "1")
PROCEDURE = POLICIES.version("tier-procedure", "default", "1")
TODAY = date(2026, 6, 1)
VISIT = {
    "id": "first-visit", "title": "First visit", "title_zh": "首次走访", "kind": "milestone",
    "due": {"days": 30},
}  # fmt: skip
COMPONENTS = {"definition": "county_supplied", "supplied_on": "2020-12-20", "components": [VISIT]}


def publication(policy: Policy, **changes: Any) -> PublishPolicy:
    """The command that publishes a policy as the county's own, as version 2, from today on."""
    changed: dict[str, Any] = {
        "version": "2",
        "status": PolicyStatus.COUNTY,
        "effective_from": TODAY,
    } | changes
    document = replace(policy, **changed)
    return PublishPolicy(
        **{name: getattr(document, name) for name in Policy.__dataclass_fields__},
    )


def pathway(**changes: Any) -> PublishPolicy:
    """The county says what “6231” consists of."""
    old = POLICIES.version("pathway", "6231", "0")
    since = {"version": "2021-1", "effective_from": date(2021, 1, 1), "content": COMPONENTS}
    return publication(old, **since | changes)


def published(command: PublishPolicy, day: str = "2026-05-01") -> PolicyPublished:
    """The event of a publication."""
    fields = {name: getattr(command, name) for name in Policy.__dataclass_fields__}
    return PolicyPublished(occurred_at=on(day), **fields)


def retirement(of: Policy | Command, day: date, **changes: Any) -> RetirePolicy:
    """The command that retires a version."""
    policy = of if isinstance(of, Policy) else policy_of(of)
    named = {"kind": policy.kind, "name": policy.name, "version": policy.version} | changes
    return RetirePolicy(**named, retired_from=day, reason="县里已有新规定")


def retired(command: RetirePolicy, day: str = "2026-05-02") -> PolicyRetired:
    """The event of a retirement."""
    names = ("kind", "name", "version", "retired_from", "reason")
    return PolicyRetired(occurred_at=on(day), **{name: getattr(command, name) for name in names})
