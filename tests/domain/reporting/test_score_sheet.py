"""Points: off for what is counted, never below nought; not known where a hand must enter something."""

from decimal import Decimal

import pytest

from tongxin.domain.reporting.score_sheet import Deduction, ScoreItem, score, taken_off

TESTS = Deduction(code="tests", title="-", title_zh="-", points=Decimal("0.5"), counts=("missed", "late"))
BY_HAND = Deduction(code="files", title="-", title_zh="-", points=Decimal(1))


def item(*deductions: Deduction, points: int = 30) -> ScoreItem:
    return ScoreItem(code="i", title="-", title_zh="-", points=Decimal(points), deductions=deductions)


@pytest.mark.parametrize(
    ("missed", "unanswered", "points"), [(0, 0, "30"), (3, 4, "26.5"), (60, 0, "0"), (100, 100, "0")]
)
def test_each_missing_test_takes_points_off_but_never_more_than_there_are(
    missed: int, unanswered: int, points: str
) -> None:
    counted = {"missed": missed, "late": unanswered}
    assert score(item(TESTS), counted) == (Decimal(points), Decimal(points))


def test_a_deduction_has_a_most() -> None:
    capped = Deduction(code="c", title="-", title_zh="-", points=Decimal(1), most=Decimal(5), counts=("n",))
    assert taken_off(capped, {"n": 4}) == 4
    assert taken_off(capped, {"n": 40}) == 5


def test_what_a_hand_has_to_enter_leaves_the_score_open_and_says_how_high_it_can_be() -> None:
    assert score(item(TESTS, BY_HAND), {"missed": 2, "late": 0}) == (None, Decimal(29))
    assert score(item(), {}) == (None, Decimal(30))
