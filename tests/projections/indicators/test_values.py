"""Each indicator once, by hand, in one small county; sums over areas; a number opens to what it counts."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from projections.indicators.counties import (
    DEFINITIONS,
    YEAR,
    Asking,
    a_test,
    granted,
    living,
    ordered,
    placed,
    reported,
    surveyed,
)
from projections.indicators.test_counts import confirmed, lost, paused, positive, reset, to_be_tested

from tongxin.api.runtime.indicators import counts_of, worked_out
from tongxin.domain.indicators.definitions import Counted, candidate_of
from tongxin.domain.survey.events import SurveyKind
from tongxin.projections.indicators.asked import Cell, Counts, CountsAsked, Period

TOWN, OTHER = "640324100", "640324101"
COUNTY = [
    [living(), *ordered(1, "2020-03-02"), reported(1, "2020-03-10"), placed(1, "2020-04-01"),
     a_test(10, "2020-05-01"), a_test(11, "2020-06-01"), to_be_tested(12, "2020-07-01", "2020-07-03")],
    [living(OTHER), *ordered(2, "2020-03-02"), lost("2020-09-01")],  # has not reported, and is out of contact
    [living(OTHER), *ordered(3, "2020-08-03"), reported(3, "2020-08-31")],  # reported late
    [living(), *ordered(4, "2020-12-20")],  # may still report
    [living(OTHER), *ordered(5, "2020-01-06"), reported(5, "2020-01-07"), paused(5, "2020-11-02")],
    [living(), confirmed("2020-06-01"), granted(6, "2020-06-02")],
    [living(OTHER), confirmed("2018-06-01"), positive(20, "2020-02-03"), reset("2020-02-03")],
    [living(day="2020-10-12"), positive(21, "2020-10-12"), granted(8, "2020-11-02")],
    [surveyed(SurveyKind.AWARENESS, "2020-06-26", TOWN, 100, 90, 81)],
    [surveyed(SurveyKind.AWARENESS, "2020-11-02", OTHER, 50, 40, 30)],
    [surveyed(SurveyKind.AWARENESS, "2021-01-04", TOWN, 10, 10, 10)],  # of another year
    [surveyed(SurveyKind.SATISFACTION, "2020-12-01", TOWN, 200, 180, 171)],
]  # fmt: skip
"""Of eight persons seven exist at the end of 2020; at its beginning there were six, and one abstinent."""

BY_HAND = [
    ("out_of_contact_rate", "lost_contact", (1, 7)),
    ("out_of_contact_rate", "yinchuan_2008", (1, 7)),
    ("control_rate", "existing_users", (6, 7)),
    ("control_rate", "community_measures", (3, 4)),
    ("consolidation_rate", "stock", (1, 8)),
    ("execution_rate", "ordered", (2, 4)),
    ("execution_rate", "due", (2, 3)),
    ("new_user_share", "of_stock", (1, 6)),
    ("new_user_share", "of_found", (1, 2)),
    ("relapse_rate", "of_found", (1, 2)),
    ("relapse_rate", "of_stock", (1, 6)),
    ("test_completion_rate", "with_unanswered", (2, 3)),
    ("test_completion_rate", "recorded", (2, 2)),
    ("reporting_rate", "of_orders", (2, 5)),
    ("reporting_rate", "of_due", (2, 4)),
    ("overdue_reporting", "persons", (1, None)),
    ("employment_support_rate", "employed_or_assisted", (2, 7)),
    ("employment_support_rate", "employed", (1, 7)),
    ("employment_support_rate", "register", (3, 8)),
    ("awareness_rate", "of_answered", (111, 130)),
    ("awareness_rate", "of_asked", (111, 150)),
    ("satisfaction_rate", "of_answered", (171, 180)),
    ("satisfaction_rate", "of_asked", (171, 200)),
]


@pytest.fixture
async def whole(asking: Asking) -> Counts:
    """Every count of the county in 2020."""
    return await asking.all(COUNTY, CountsAsked(periods=[YEAR]))


async def test_every_indicator_by_hand(whole: Counts) -> None:
    known = [(one.code, way.code) for one in DEFINITIONS.indicators for way in one.candidates]
    assert known == [(code, way) for code, way, _ in BY_HAND]
    for code, way, (numerator, denominator) in BY_HAND:
        indicator = DEFINITIONS.indicator(code)
        assert indicator is not None
        candidate = candidate_of(indicator, way)
        assert candidate is not None
        counts = {name: whole[name][Cell("2020")] for name in counts_of(candidate)}
        figure = worked_out(indicator, candidate, Cell("2020"), counts)
        assert (figure.numerator, figure.denominator) == (numerator, denominator), (code, way)
        wanted = Decimal(numerator) / (denominator or 1)
        assert figure.value is not None
        assert abs(figure.value - wanted) < Decimal("0.000001")


async def test_divided_by_zero_there_is_no_value_and_a_reason(asking: Asking) -> None:
    counts = await asking.all([], CountsAsked(periods=[YEAR]))
    for indicator in DEFINITIONS.indicators:
        for candidate in indicator.candidates:
            found = {name: counts[name][Cell("2020")] for name in counts_of(candidate)}
            figure = worked_out(indicator, candidate, Cell("2020"), found)
            empty = (None, "denominator-zero") if indicator.unit == "ratio" else (0, None)
            assert (figure.value, figure.why) == empty


@pytest.mark.parametrize("name", ["area", "worker"])
async def test_the_areas_and_the_workers_together_are_the_whole(
    asking: Asking, whole: Counts, name: str
) -> None:
    parts = await asking.all(COUNTY, CountsAsked(periods=[YEAR], by=[name]))
    for code, cells in parts.items():
        assert sum(cells.values()) == whole[code][Cell("2020")], code


async def test_the_months_together_are_the_year(asking: Asking, whole: Counts) -> None:
    starts = [date(2020, month, 1) for month in range(1, 13)] + [date(2021, 1, 1)]
    months = [Period(f"{a:%Y-%m}", a, b) for a, b in pairwise(starts)]
    parts = await asking.all(COUNTY, CountsAsked(periods=months))
    for count in DEFINITIONS.counts:
        if (
            count.when == "during" and not count.where.is_due
        ):  # whether one is due depends on the period's end
            total = sum(parts[count.code].values())
            assert total == whole[count.code][Cell("2020")], count.code
        elif count.when == "end":
            assert parts[count.code][Cell("2020-12")] == whole[count.code][Cell("2020")], count.code


async def test_what_the_definitions_add_up_adds_up(whole: Counts) -> None:
    for one in DEFINITIONS.sums:
        parts = [whole[part][Cell("2020")] for part in one.parts]
        assert whole[one.whole][Cell("2020")] == sum(parts), one.whole


async def test_a_number_opens_to_as_many_as_it_counts(asking: Asking, whole: Counts) -> None:
    for area in (None, TOWN, OTHER):
        asked = CountsAsked(periods=[YEAR], area=area)
        counted = await asking.all(COUNTY, asked)
        opened = await asking.all_opened(COUNTY, asked)
        for count in DEFINITIONS.counts:
            found = opened[count.code]
            if count.counted is not Counted.SUM:
                assert len(found) == counted[count.code][Cell("2020")], (count.code, area)
            assert all(area in (None, one.area) for one in found)
            assert len({(one.id, one.reference) for one in found}) == len(found)
