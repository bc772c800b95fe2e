"""The policies under which the read models reckon: those that come with this code."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from ..domain.aftercare.clock_terms import ClockTerms, terms_in_force
from ..domain.deadlines.terms import Terms
from ..domain.policies.book import Policy, PolicyBook, PolicyStatus

EVER = date(2999, 12, 31)
"""A day by which everything that is recorded has happened."""
_FOLDER = Path(__file__).parents[1] / "domain" / "policies" / "shipped"


@cache
def shipped_policies() -> PolicyBook:
    """Every shipped policy."""
    documents = [tomllib.loads(file.read_text("utf-8")) for file in sorted(_FOLDER.glob("*.toml"))]
    policies = [Policy(**head | {"status": PolicyStatus(head["status"])}) for head in documents]
    return PolicyBook(tuple(policies))


@cache
def shipped_terms() -> Terms:
    """The terms of every shipped policy of time limits."""
    return Terms(shipped_policies())


@cache
def shipped_clock() -> ClockTerms:
    """The latest shipped rule by which abstinence is counted."""
    return terms_in_force(shipped_policies(), EVER)
