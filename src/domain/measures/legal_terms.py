"""The numbers of the statutes, out of the policies of kind "legal-terms" that are in force on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..policies.book import NoPolicy, PolicyBook
from .kinds import MeasureKind

_KIND = "legal-terms"
_MEASURES, _PENALTIES = "measures", "penalties"


@dataclass(frozen=True, slots=True)
class LegalTerms:
    """Numbers by section and name: `number("community_detox", "months")`. `version`: of the policy."""

    version: str
    content: Mapping[str, Any]

    def number(self, section: str, name: str) -> int | None:
        """A number, or None where the law of the day says none."""
        value = self._value(section, name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
            raise ValueError(f"legal-terms {self.version}: content.{section}.{name} is no number")
        return value

    def article(self, section: str, name: str = "article") -> str | None:
        """The article that says so, or None where none does."""
        value = self._value(section, name)
        return None if value is None else str(value)

    def _value(self, section: str, name: str) -> Any:
        return self.content.get(section, {}).get(name)


def measure_terms(policies: PolicyBook, day: date) -> LegalTerms | None:
    """The terms of measures on a day; None before there was such a law."""
    return _in_force(policies, _MEASURES, day)


def penalty_terms(policies: PolicyBook, day: date) -> LegalTerms | None:
    """The limits of penalties on a day; None where the law of that day is not known here."""
    return _in_force(policies, _PENALTIES, day)


def terms_of_kind(policies: PolicyBook, kind: MeasureKind, day: date) -> LegalTerms | None:
    """The law under which a measure of a kind was decided on a day."""
    is_penalty = kind in (MeasureKind.DETENTION, MeasureKind.ENTERTAINMENT_BAN)
    return penalty_terms(policies, day) if is_penalty else measure_terms(policies, day)


def _in_force(policies: PolicyBook, name: str, day: date) -> LegalTerms | None:
    try:
        policy = policies.in_force(_KIND, name, day)
    except NoPolicy:
        return None
    return LegalTerms(policy.version, policy.content)
