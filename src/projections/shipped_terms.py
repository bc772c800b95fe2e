"""The time limits under which the read model reckons: those that come with this code."""

import tomllib
from functools import cache
from pathlib import Path

from ..domain.deadlines.terms import KIND, Terms
from ..domain.policies.book import Policy, PolicyBook, PolicyStatus

_FOLDER = Path(__file__).parents[1] / "domain" / "policies" / "shipped"


@cache
def shipped_terms() -> Terms:
    """The terms of every shipped policy of time limits."""
    documents = [tomllib.loads(file.read_text("utf-8")) for file in sorted(_FOLDER.glob(f"{KIND}-*.toml"))]
    policies = [Policy(**head | {"status": PolicyStatus(head["status"])}) for head in documents]
    return Terms(PolicyBook(tuple(policies)))
