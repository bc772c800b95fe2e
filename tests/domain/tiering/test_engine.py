"""The engine on rule sets of other services: two axes, points, the maximum, provisional."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.api.runtime.cel import compile_cel
from tongxin.domain.tiering.checking import WrongRuleSet
from tongxin.domain.tiering.engine import Answer, Fact, Rules
from tongxin.domain.tiering.expressions import Value
from tongxin.domain.tiering.rule_set import (
    Band,
    FactName,
    FactType,
    Mark,
    Mode,
    RuleSet,
    Table,
    TierName,
    TierRule,
)


def rule(rule_id: str, when: str, tier: str | None = None, points: int | None = None) -> TierRule:
    return TierRule(
        id=rule_id, when=when, because_zh=rule_id, because_en=rule_id, basis="a published table",
        mark=Mark.SOURCED, tier=tier, points=points,
    )  # fmt: skip


def fact(name: str, kind: FactType) -> FactName:
    return FactName(name=name, type=kind, zh=name, en=name)


GRID = Table(
    id="reoffending", zh="再犯", en="Reoffending by harm and likelihood", mode=Mode.FIRST_MATCH,
    requires=("likelihood",),
    rules=(
        rule("G1", "harm == 'very high' && likelihood >= 75", "A"),
        rule("G2", "harm == 'very high' || (harm == 'high' && likelihood >= 75)", "B"),
        rule("G3", "harm == 'high' || likelihood >= 75", "C"),
        rule("G4", "likelihood >= 50", "D"),
        rule("G5", "likelihood < 50", "E"),
    ),
)  # fmt: skip
NEEDS = Table(
    id="needs", zh="需求", en="Needs", mode=Mode.POINTS,
    rules=(
        rule("N1", "accommodation == 'none'", points=6),
        rule("N2", "accommodation == 'short'", points=3),
        rule("N3", "previous >= 5", points=4),
        rule("N4", "in_work", points=-2),
    ),
    bands=(Band(at_least=8, tier="C"), Band(at_least=4, tier="D"), Band(at_least=-9, tier="E")),
)  # fmt: skip
TWO_AXES = RuleSet(
    tiers=tuple(TierName(code=code, zh=code, en=code) for code in "ABCDE"),
    otherwise="E",
    tables=(GRID, NEEDS),
    facts=(
        fact("harm", FactType.STRING), fact("likelihood", FactType.INT), fact("previous", FactType.INT),
        fact("accommodation", FactType.STRING), fact("in_work", FactType.BOOL),
    ),
)  # fmt: skip
RULES = Rules(TWO_AXES, compile_cel)
KNOWN: dict[str, Value] = {
    "harm": "low", "likelihood": 10, "previous": 0, "accommodation": "own", "in_work": True,
}  # fmt: skip


def answer(**values: Any) -> Answer:
    return RULES.apply({name: Fact(value) for name, value in (KNOWN | values).items()})


@pytest.mark.parametrize(
    ("harm", "likelihood", "tier"),
    [
        ("very high", 75, "A"), ("very high", 74, "B"), ("very high", 0, "B"),
        ("high", 75, "B"), ("high", 74, "C"), ("low", 75, "C"), ("low", 74, "D"),
        ("low", 50, "D"), ("low", 49, "E"),
    ],
)  # fmt: skip
def test_two_axes(harm: str, likelihood: int, tier: str) -> None:
    assert answer(harm=harm, likelihood=likelihood).tier == tier


@pytest.mark.parametrize(
    ("values", "points", "tier"),
    [
        ({"accommodation": "none", "previous": 5, "in_work": False}, 10, "C"),
        ({"accommodation": "none", "previous": 5, "in_work": True}, 8, "C"),
        ({"accommodation": "short", "previous": 5, "in_work": True}, 5, "D"),
        ({"accommodation": "short", "previous": 4, "in_work": False}, 3, "E"),
    ],
)
def test_points_and_bands(values: dict[str, Value], points: int, tier: str) -> None:
    came_to = answer(**values)
    assert came_to.tables[1].points == (points, points)
    assert came_to.tier == tier


def test_of_two_tables_the_most_intrusive_counts() -> None:
    assert answer(likelihood=50, accommodation="none", previous=5).tier == "C"
    assert [f.rule.id for f in answer(likelihood=50, accommodation="none", previous=5).fired] == [
        "N1",
        "N3",
        "N4",
    ]
    assert answer(harm="very high", accommodation="none", previous=5).tier == "B"


def test_a_missing_input_makes_it_provisional_and_takes_the_less_intrusive_tier() -> None:
    came_to = answer(likelihood=None, harm="high")
    assert (came_to.tier, came_to.possible, came_to.missing) == ("C", ("B", "C"), ("likelihood",))
    assert came_to.is_provisional


def test_missing_points_take_the_lower_band() -> None:
    came_to = answer(accommodation=None, previous=5, in_work=False)
    assert came_to.tables[1].points == (4, 13)  # both values of one fact are counted: never too few
    assert (came_to.tier, came_to.possible) == ("D", ("C", "D"))


def test_a_missing_input_that_cannot_matter_is_provisional_only_where_it_is_required() -> None:
    settled = answer(harm="very high", likelihood=80, previous=None)
    assert (settled.tier, settled.is_provisional) == ("A", False)
    required = answer(harm="very high", likelihood=None)
    assert required.is_provisional


values_of = {
    "harm": st.sampled_from(["low", "high", "very high"]), "likelihood": st.integers(0, 100),
    "previous": st.integers(0, 9), "accommodation": st.sampled_from(["own", "short", "none"]),
    "in_work": st.booleans(),
}  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(values=st.fixed_dictionaries(values_of), lost=st.sets(st.sampled_from(sorted(values_of))))
def test_less_knowledge_is_never_more_intrusive(values: dict[str, Value], lost: set[str]) -> None:
    whole = answer(**values)
    part = answer(**(values | dict.fromkeys(lost)))
    assert not RULES.is_more_intrusive(part.tier, whole.tier)
    assert whole.tier in part.possible
    if not part.is_provisional:
        assert part.tier == whole.tier


def test_every_tier_that_a_missing_fact_leaves_open_can_be_reached() -> None:
    for harm, likelihood in product(("low", "high", "very high"), (10, 60, 80)):
        for lost in ("harm", "likelihood"):
            open_ = answer(**({"harm": harm, "likelihood": likelihood} | {lost: None}))
            axis: tuple[Value, ...] = ("low", "high", "very high") if lost == "harm" else (10, 60, 80)
            given_ = {"harm": harm, "likelihood": likelihood}
            assert set(open_.possible) == {answer(**(given_ | {lost: value})).tier for value in axis}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (rule("W", "likelihood >", "A"), "no CEL"),
        (rule("W", "likelihood + 1", "A"), "neither true nor false"),
        (rule("W", "likelihood == 'x' && likelihood > 3 || 'a' > 1", "A"), "cannot be asked"),
        (rule("W", "height > 3", "A"), "height"),
        (rule("W", "in_work", "Z"), "tier Z"),
        (rule("W", "in_work", "A", 3), "needs a tier alone"),
        (rule("G1", "in_work", "A"), "one id"),
        (replace(rule("W", "in_work", "A"), because_zh="{harm}"), "harm"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_found_when_it_is_read(wrong: TierRule, says: str) -> None:
    table = replace(GRID, rules=(*GRID.rules, wrong))
    with pytest.raises(WrongRuleSet, match=says):
        Rules(replace(TWO_AXES, tables=(table, NEEDS)), compile_cel)


def test_a_points_table_has_bands() -> None:
    with pytest.raises(WrongRuleSet, match="bands"):
        Rules(replace(TWO_AXES, tables=(replace(NEEDS, bands=()),)), compile_cel)
