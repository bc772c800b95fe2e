"""How long a time limit is: the content of policies of kind "legal-deadlines", one table a rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ..policies.book import Policy, PolicyBook
from .docket import Entry

KIND = "legal-deadlines"
_LENGTHS = ("days", "hours", "months", "working_days", "days_before")


class Nature(StrEnum):
    """What it means that the time is over."""

    DUTY = "duty"
    """Somebody is late."""
    RIGHT = "right"
    """The right is gone."""
    LIMITATION = "limitation"
    """The conduct is no longer pursued."""


@dataclass(frozen=True, slots=True)
class Term:
    """A time limit. One of the lengths is given, or none where the law says "promptly".

    `on_the_day`: due on the day that it is about. `rolls`: a last day that is not worked moves to the next
    one that is. `tell`: whom. `absence_days`: from how many days on an absence counts.
    """

    rule: str
    policy: Policy
    title: str
    title_zh: str
    article: str
    bearer: str
    nature: Nature
    days: int | None = None
    hours: int | None = None
    months: int | None = None
    working_days: int | None = None
    days_before: int | None = None
    on_the_day: bool = False
    rolls: bool = False
    tell: tuple[str, ...] = ()
    absence_days: int | None = None
    extension_days: int = 0

    @property
    def counting(self) -> str:
        """In what it is counted."""
        if self.working_days is not None:
            return "working_days"
        if self.hours is not None:
            return "hours"
        if self.months is not None:
            return "months"
        return "none" if self.days is None and self.days_before is None else "calendar_days"


class TermsRefused(ValueError):
    """A policy of kind "legal-deadlines" cannot be used; the message names the rule and the field."""


class Terms:
    """The time limits of all policies, by rule, each in force from a day on."""

    def __init__(self, policies: PolicyBook) -> None:
        self._by_rule: dict[str, list[Term]] = {}
        for policy in policies.of_kind(KIND):
            for term in terms_of(policy):
                self._by_rule.setdefault(term.rule, []).append(term)
        for terms in self._by_rule.values():
            terms.sort(key=lambda term: (term.policy.effective_from, term.policy.version), reverse=True)

    def in_force(self, rule: str, day: date) -> Term | None:
        """The term of a rule on a day; None where no policy sets one."""
        terms = self._by_rule.get(rule, ())
        return next((term for term in terms if term.policy.is_in_force(day)), None)

    def term_of(self, entry: Entry) -> Term | None:
        """The term under which an entry runs; None where the law of its day sets none."""
        term = self.in_force(entry.rule, entry.since)
        if term is None or (entry.to is not None and entry.to not in term.tell):
            return None
        return None if term.absence_days is not None and entry.days < term.absence_days else term

    @property
    def rules(self) -> frozenset[str]:
        """Every rule that some policy knows."""
        return frozenset(self._by_rule)


def terms_of(policy: Policy) -> Iterator[Term]:
    """The terms that a policy holds. Raises `TermsRefused`."""
    for rule, row in policy.content.items():
        if not isinstance(row, Mapping):
            raise TermsRefused(f"content.{rule}: a table is expected")
        yield _term(rule, policy, dict(row))


def _term(rule: str, policy: Policy, row: dict[str, Any]) -> Term:
    texts = {name: row.pop(name, None) for name in ("title", "title_zh", "article", "bearer")}
    for name, text in texts.items():
        if not isinstance(text, str) or not text:
            raise TermsRefused(f"content.{rule}.{name}: a text is expected")
    numbers = {name: row.pop(name) for name in (*_LENGTHS, "absence_days", "extension_days") if name in row}
    for name, number in numbers.items():
        if not isinstance(number, int) or isinstance(number, bool) or not 0 < number <= 3660:
            raise TermsRefused(f"content.{rule}.{name}: a number from 1 to 3660 is expected")
    if len(numbers.keys() & set(_LENGTHS)) > 1:
        raise TermsRefused(f"content.{rule}: one length is expected")
    nature = row.pop("nature", None)
    last_day, by, tell = row.pop("last_day", "stands"), row.pop("by", None), row.pop("tell", [])
    if nature not in set(Nature) or last_day not in ("stands", "next_working_day"):
        raise TermsRefused(f"content.{rule}: nature or last_day is not one that is known")
    if by not in (None, "the_day_itself") or not isinstance(tell, list) or row:
        raise TermsRefused(f"content.{rule}: {min(row, default='by, tell')} is not understood")
    return Term(
        rule,
        policy,
        **texts,
        nature=Nature(nature),
        on_the_day=by is not None,
        rolls=last_day == "next_working_day",
        tell=tuple(tell),
        **numbers,
    )
