"""What points are given and taken for: the content of a policy of kind "score-sheet", and the arithmetic.

What no event says is entered by hand: a score that depends on it is not reckoned, only how high it can be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from annotated_types import MaxLen, MinLen

KIND = "score-sheet"
_STRICT = {"extra": "forbid"}
Title = Annotated[str, MinLen(1), MaxLen(300)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """Points off for each unit of what is counted, `points` a unit; `most`: no more than so many in all.

    `counts`: codes of the policy "indicators", added up; empty: it is entered by hand.
    """

    __pydantic_config__ = _STRICT

    code: str
    title: Title
    title_zh: Title
    points: Decimal | None = None
    most: Decimal | None = None
    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreItem:
    """What so many points are given for. `is_veto`: where it is missed, the whole sheet is lost."""

    __pydantic_config__ = _STRICT

    code: str
    title: Title
    title_zh: Title
    points: Decimal
    deductions: tuple[Deduction, ...] = ()
    is_veto: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """The whole sheet. `mark`: how well founded it is (S, S*, D, I)."""

    __pydantic_config__ = _STRICT

    mark: str
    items: Annotated[tuple[ScoreItem, ...], MinLen(1)]
    notes: tuple[str, ...] = ()
    notes_zh: tuple[str, ...] = ()

    @property
    def points(self) -> Decimal:
        """The most that can be had."""
        return sum((item.points for item in self.items), Decimal(0))


def taken_off(deduction: Deduction, counted: Mapping[str, int]) -> Decimal | None:
    """The points off; None where it is entered by hand."""
    if not deduction.counts or deduction.points is None:
        return None
    off = deduction.points * sum(counted[code] for code in deduction.counts)
    return off if deduction.most is None else min(off, deduction.most)


def score(item: ScoreItem, counted: Mapping[str, int]) -> tuple[Decimal | None, Decimal]:
    """The points of an item, None where something is entered by hand; and the most that it can still be."""
    off = [taken_off(one, counted) for one in item.deductions]
    most = max(Decimal(0), item.points - sum((one for one in off if one is not None), Decimal(0)))
    is_known = bool(off) and None not in off
    return (most if is_known else None), most
