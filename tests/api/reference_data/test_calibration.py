"""The calibration is one file, and says of every number where it comes from."""

import re
from pathlib import Path

from tongxin.api.reference_data.calibration import __file__ as module
from tongxin.api.reference_data.calibration import calibration
from tongxin.api.reference_data.chance import portions
from tongxin.api.reference_data.flows import flows
from tongxin.domain.areas import TOWNSHIPS, is_known

TEXT = Path(module).with_suffix(".toml").read_text(encoding="utf-8")
MARK = re.compile(r"#.*\[[SDLPRI]\]")


def test_every_number_has_a_source_mark():
    for number, line in enumerate(TEXT.splitlines(), 1):
        if not line.startswith("#") and re.search(r"=\s*[\[\"]*\d", line):
            assert MARK.search(line), f"line {number}: {line}"


def test_lists_have_a_number_for_every_year():
    numbers = calibration()
    years = len(numbers.data_set.years)
    of_all_years = (
        *(numbers.stock.abstinent_growth, numbers.stock.deaths, numbers.new.share, numbers.prison.a_year),
        *(numbers.cases.external, numbers.cases.own, numbers.cases.suspects, numbers.cases.warrants),
        *(numbers.cases.warrants_of_earlier_cases, numbers.cases.seized_kg),
    )
    assert {len(one) for one in of_all_years} == {years}
    assert len(numbers.found.again_share) == len(numbers.found.isolation_share) == years - 1


def test_the_areas_exist():
    numbers = calibration()
    assert set(numbers.townships) == set(TOWNSHIPS)
    assert all(is_known(area) for area in (*numbers.cases.partners, *numbers.cases.leads_of_external))


def test_shares_add_up():
    numbers = calibration()
    for shares in (
        list(numbers.townships.values()),
        [share for *_, share in numbers.people.ages],
        [share for _, share in numbers.people.substances],
        [share for _, share in numbers.isolation.rehab_months],
        [numbers.new.not_addicted, numbers.new.detox, numbers.new.isolation],
        [numbers.initial.not_addicted, numbers.initial.detox, numbers.initial.isolation],
    ):
        assert abs(sum(shares) - 1) < 0.001


def test_the_test_schedules_have_the_published_totals():
    community = calibration().community

    def total(phases):
        begun, tests = 0, 0.0
        for until, every in phases:
            tests, begun = tests + (until - begun) / every, until
        return tests

    assert total(community.detox_tests) == 28
    assert total(community.rehab_tests) == 12


def test_flows_scale_with_the_county():
    numbers = calibration()
    small, large = flows(numbers, 500), flows(numbers, 20_000)
    assert small.existing + small.abstinent + sum(flow.new for flow in small.years) == 500
    assert large.existing + large.abstinent + sum(flow.new for flow in large.years) == 20_000


def test_portions_add_up():
    assert portions(10, [1.0, 1.0, 1.0]) == [4, 3, 3]
    assert portions(0, [0.3, 0.7]) == [0, 0]
