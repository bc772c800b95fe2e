"""What happens when a command on the register of policies comes in."""

import re
from collections.abc import Callable
from datetime import date
from typing import assert_never

from ..calendar import law_date
from ..classification.decide import SYSTEM
from ..commands import Context
from ..events import Event
from ..person.rules import IN_FUTURE
from ..policies.book import NoPolicy, Policy, PolicyBook, PolicyStatus
from . import rules
from .commands import PublishPolicy, RegisterCommand, RetirePolicy
from .events import PolicyPublished, PolicyRetired
from .past import changed
from .state import Key, Register, policy_of

Check = Callable[[Policy, PolicyBook], None]
"""Raises `WrongPolicy` where a policy cannot be used beside the others of the book."""

PUBLISHED = (
    *("pathway", "tier-rules", "tier-names", "tier-procedure", "tier-objections", "contact-intervals"),
    *("duplicate-rules", "report-layout", "score-sheet"),
    *("fund-purposes", "staffing-norm", "programme-items"),
    "baseline-items",
    *("test-schedule", "county-settings", "handover-answers", "abstinence-clock", "indicators"),
)
"""The kinds that are published by command. Terms and time limits of statutes are none of them."""

_NAME = re.compile(r"[\w.-]+")


class WrongPolicy(ValueError):
    """A policy cannot be used. `field`: the place in the document, such as "content/tables/0/mode"."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field.replace('/', '.')}: {problem}")
        self.field = field
        self.problem = problem


def decide(register: Register, command: RegisterCommand, context: Context, check: Check) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    if context.actor.role == SYSTEM:
        raise rules.SYSTEM_PUBLISHES.refuse()
    book = register.over(context.policies)
    match command:
        case PublishPolicy():
            return _publish(book, command, context, check)
        case RetirePolicy():
            return _retire(register, book, command, context)
        case _:
            assert_never(command)


def _publish(book: PolicyBook, command: PublishPolicy, context: Context, check: Check) -> list[Event]:
    policy = policy_of(command)
    _check_head(policy)
    others = [one for one in book.of_kind(policy.kind) if one.name == policy.name]
    if any(one.version == policy.version for one in others):
        raise rules.VERSION_TAKEN.refuse(
            "version", kind=policy.kind, name=policy.name, version=policy.version
        )
    for one in others:
        if one.effective_from == policy.effective_from and one.is_in_force(one.effective_from):
            raise rules.SAME_DAY.refuse("effective_from", version=one.version)
    try:
        check(policy, book)
    except WrongPolicy as wrong:
        raise rules.POLICY_WRONG.refuse(wrong.field, problem=wrong) from None
    _check_past(book, book.with_([policy]), policy, "effective_from", context)
    return [PolicyPublished.of(command, context)]


def _check_head(policy: Policy) -> None:
    if policy.kind not in PUBLISHED:
        raise rules.KIND_NOT_PUBLISHED.refuse("kind", kind=policy.kind, kinds=", ".join(PUBLISHED))
    if policy.status not in (PolicyStatus.COUNTY, PolicyStatus.PUBLISHED):
        raise rules.STATUS_NOT_PUBLISHED.refuse("status", status=policy.status)
    for field, text in (("name", policy.name), ("version", policy.version)):
        if not _NAME.fullmatch(text):
            raise rules.NAME_SHAPE.refuse(field, text=text)
    until = policy.effective_until
    if until is not None and until <= policy.effective_from:
        raise rules.NEVER_IN_FORCE.refuse("effective_until", until=until)


def _retire(register: Register, book: PolicyBook, command: RetirePolicy, context: Context) -> list[Event]:
    key = Key(command.kind, command.name, command.version)
    if command.kind not in PUBLISHED:
        raise rules.KIND_NOT_PUBLISHED.refuse("kind", kind=command.kind, kinds=", ".join(PUBLISHED))
    try:
        policy = book.version(*key)
    except NoPolicy:
        raise rules.UNKNOWN_POLICY.refuse("version", **key._asdict()) from None
    until = policy.effective_until
    if until is not None and until <= command.retired_from:
        raise rules.RETIRED_ALREADY.refuse("retired_from", until=until)
    retired = {**register.retired, key: command.retired_from}
    after = Register(register.published, retired).over(context.policies)
    _check_past(book, after, policy, "retired_from", context)
    return [PolicyRetired.of(command, context)]


def _check_past(before: PolicyBook, after: PolicyBook, policy: Policy, field: str, context: Context) -> None:
    today: date = law_date(context.now)
    found = changed(before, after, policy.kind, policy.name, today)
    if found is not None:
        was = "—" if found.was is None else f"{found.was.name} {found.was.version}"
        raise rules.PAST_CHANGED.refuse(field, day=found.day, was=was, today=today)
