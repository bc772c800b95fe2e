"""How much each agreement speaks for one person: a policy, no law says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le

from ..policies.book import NoPolicy, Policy, PolicyBook

KIND, NAME = "duplicate-rules", "default"


class Feature(StrEnum):
    """How two records agree, or differ, in one respect. Of each respect at most one holds."""

    NUMBER_SAME = "number_same"
    NUMBER_NEAR = "number_near"
    """One character is another, or two neighbours are exchanged, the check character left aside."""
    NUMBER_DIFFERS = "number_differs"
    NAME_SAME = "name_same"
    """Written alike, or in another form of the same characters, or the parts in another order."""
    NAME_SOUND = "name_sound"
    """Other characters, read alike."""
    NAME_NEAR = "name_near"
    """One syllable is another, or missing, of three or more."""
    NAME_DIFFERS = "name_differs"
    BIRTH_SAME = "birth_same"
    BIRTH_NEAR = "birth_near"
    """One digit is another, or two neighbours, or day and month, are exchanged."""
    BIRTH_DIFFERS = "birth_differs"
    PHONE_SAME = "phone_same"
    SEX_DIFFERS = "sex_differs"


AGAINST = frozenset(
    {Feature.NUMBER_DIFFERS, Feature.NAME_DIFFERS, Feature.BIRTH_DIFFERS, Feature.SEX_DIFFERS}
)
"""Those that speak for two persons."""
Points = Annotated[int, Ge(-1000), Le(1000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateRules:
    """`points`: what each feature adds, nothing where not named. `threshold`: the score that is suspected."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - a misspelt field of a file is an error

    threshold: Annotated[int, Ge(1), Le(1000)]
    points: Mapping[Feature, Points]


def rules_in_force(book: PolicyBook, day: date) -> tuple[Policy, DuplicateRules] | None:
    """The rules of a day with their policy; None where none is in force, and then nobody is suspected."""
    try:
        policy = book.in_force(KIND, NAME, day)
    except NoPolicy:
        return None
    points = {Feature(name): number for name, number in policy.content["points"].items()}
    return policy, DuplicateRules(threshold=policy.content["threshold"], points=points)
