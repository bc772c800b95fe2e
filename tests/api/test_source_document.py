"""The source document beside what the events come to: on a small county, where most of it must differ."""

import json
from decimal import Decimal

import pytest
from api.test_cli import tongxin
from store.embedded_tools import temporary_place

from tongxin.api.runtime.indicator_definitions import definitions_in_force
from tongxin.api.runtime.policy_files import shipped
from tongxin.api.source_document.comparison import Checked, Compared
from tongxin.api.source_document.figures import Published, Stated, document
from tongxin.api.source_document.registers import REGISTERS

DOCUMENT = document()


@pytest.mark.parametrize("stated", DOCUMENT.figures, ids=lambda stated: f"{stated.name} {stated.period}")
def test_every_figure_is_counted_by_something_that_there_is(stated: Stated) -> None:
    _, known = definitions_in_force(shipped(), stated.span.since)
    ways = [stated.count, stated.indicator, stated.own, stated.registers]
    assert sum(way is not None for way in ways) == 1
    if stated.count is not None:
        assert known.count(stated.count) is not None
    if stated.indicator is not None:
        indicator = known.indicator(stated.indicator)
        assert indicator is not None
        assert stated.candidate in [one.code for one in indicator.candidates]
    if stated.registers is not None:
        assert stated.registers in REGISTERS


def test_no_way_of_counting_is_left_over() -> None:
    assert {stated.registers for stated in DOCUMENT.figures} - {None} == REGISTERS.keys()


@pytest.mark.parametrize(
    ("stated", "more_than", "computed", "agrees"),
    [
        ("64.09", False, "64.09", True),
        ("64.09", False, "64.10", False),
        ("1000", True, "1000", True),
        ("1000", True, "999", False),
        ("16", False, None, False),
    ],
)
def test_a_figure_agrees_exactly_or_is_at_least_that(
    stated: str, more_than: bool, computed: str | None, agrees: bool
) -> None:
    one = Stated("打", "name", "quote", Decimal(stated), "2020", more_than=more_than)
    assert Compared(one, computed and Decimal(computed), "", 0).agrees is agrees  # type: ignore[arg-type]


@pytest.mark.parametrize(("computed", "agrees"), [("69.99", True), ("70.01", False), ("67.99", False)])
def test_a_published_ratio_agrees_within_points(computed: str, agrees: bool) -> None:
    published = Published("name", 1, 1, Decimal(69), Decimal(1), "source")
    assert Checked(published, Decimal(computed)).agrees is agrees


@pytest.mark.slow
def test_on_a_small_county_it_tells_the_differences_and_ends_with_1() -> None:
    with temporary_place() as place:
        loaded = json.loads(tongxin(place, "demo", "--persons", "30", "--jobs", "1", "--json").stdout)
        ended = tongxin(place, "report", "seed", "--json")
        shown = tongxin(place, "report", "seed")
    assert (ended.returncode, shown.returncode) == (1, 1), ended.stderr
    told = json.loads(ended.stdout)
    assert told["position"] == loaded["position"]
    assert told["agrees"] is False
    assert all(ratio["agrees"] for ratio in told["ratios"])
    by_name = {(one["name"], one["period"]): one for one in told["figures"]}
    # Registers and cases are those of the county whatever the number of persons.
    for name in ("Key tasks", "Case workers in post", "Drugs seized, kg", "Arrested under a warrant"):
        assert by_name[name, "2020"]["agrees"], by_name[name, "2020"]
        assert by_name[name, "2020"]["events"] > 0
    aid = by_name["On low-income aid, persons and families", "2015-2020"]
    granted = loaded["events_by_type"]["support.granted/1"]
    assert not aid["agrees"]
    assert 0 < int(aid["computed"]) == aid["events"] < granted
    assert "✗" in shown.stdout
    assert "细化分解了122项重点任务" in shown.stdout
    assert "新增贩毒人员连续13年下降" in shown.stdout
