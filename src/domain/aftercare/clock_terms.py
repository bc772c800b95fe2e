"""How abstinence is counted: the content of a policy of kind "abstinence-clock"."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..policies.book import Policy, PolicyBook
from .events import ClockPause

KIND, NAME = "abstinence-clock", "three-years"
STATUTORY_MONTHS = 36
POSITIVE_TEST, CAUGHT, RELEASE = "positive_test", "caught", "release"
_STARTS = frozenset({POSITIVE_TEST, CAUGHT, RELEASE})
_PAUSES = frozenset(ClockPause)


@dataclass(frozen=True, slots=True)
class ClockTerms:
    """`months`: the length, by `article` where one says so. `starts`: from what. `pauses`: what rests it."""

    months: int
    article: str | None
    starts: frozenset[str]
    pauses: frozenset[str]


class TermsRefused(ValueError):
    """A policy of kind "abstinence-clock" cannot be used; the message names the field."""


def terms_of(policy: Policy) -> ClockTerms:
    """The terms that a policy holds. Raises `TermsRefused`."""
    content = dict(policy.content)
    months = content.pop("months", None)
    if not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= STATUTORY_MONTHS:
        raise TermsRefused(f"content.months: 1 to {STATUTORY_MONTHS} are allowed (戒毒条例 7)")
    article = content.pop("article", None)
    if article is not None and (not isinstance(article, str) or not article):
        raise TermsRefused("content.article: a text is expected")
    starts = _words("starts", content.pop("starts", None), _STARTS)
    pauses = _words("pauses", content.pop("pauses", None), _PAUSES)
    if content:
        raise TermsRefused(f"content.{min(content)}: there is no such field")
    return ClockTerms(months, article, starts, pauses)


def terms_in_force(policies: PolicyBook, day: date) -> ClockTerms:
    """The terms of a day. Raises `NoPolicy`, `TermsRefused`."""
    return terms_of(policies.in_force(KIND, NAME, day))


def _words(name: str, given: Any, allowed: frozenset[Any]) -> frozenset[str]:
    if not isinstance(given, list | tuple) or not set(given) <= allowed:
        raise TermsRefused(f"content.{name}: a list of {', '.join(sorted(allowed))} is expected")
    return frozenset(map(str, given))
