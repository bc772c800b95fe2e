"""Definitions: the shipped can be used and are shown as they are; a wrong one is refused at its place."""

import runpy
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from spec import POLICIES

from tongxin.api.runtime.indicator_definitions import definitions_of
from tongxin.api.runtime.policy_checks import check_policy
from tongxin.domain.indicators.definitions import KIND, SourceMark
from tongxin.domain.policies.book import Policy, PolicyStatus
from tongxin.domain.policy_register.decide import PUBLISHED, WrongPolicy

[SHIPPED] = POLICIES.of_kind(KIND)
DEFINITIONS = definitions_of(SHIPPED)
DOCS = Path(__file__).parents[3] / "docs"


def test_the_shipped_definitions_are_a_default_and_may_be_replaced() -> None:
    assert SHIPPED.status is PolicyStatus.DEFAULT
    assert KIND in PUBLISHED
    check_policy(SHIPPED, POLICIES)


def test_where_no_source_defines_an_indicator_there_are_candidates() -> None:
    for indicator in DEFINITIONS.indicators:
        marks = {one.mark for one in indicator.candidates}
        assert SourceMark.UNKNOWN not in marks or len(indicator.candidates) > 1, indicator.code
        assert all(one.source for one in indicator.candidates)


def test_the_page_shows_the_shipped_definitions() -> None:
    made = runpy.run_path(str(DOCS / "make_indicators.py"))
    assert made["PAGE"].read_text("utf-8") == made["page"](), "run docs/make_indicators.py"


def changed(**changes: Any) -> Policy:
    """The shipped policy with its first count, indicator, candidate or sum changed."""
    content: Any = deepcopy(dict(SHIPPED.content))
    if "candidate" in changes:
        content["indicators"][0]["candidates"][0] |= changes.pop("candidate")
    for name, change in changes.items():
        content[f"{name}s"][0] |= change
    return replace(SHIPPED, version="x", content=content)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"count": {"of": "wishes"}}, "content/counts/0/of"),
        ({"count": {"code": "two words"}}, "content/counts/0/code"),
        ({"count": {"code": "in_contact"}}, "content/counts"),
        ({"count": {"when": "during"}}, "content/counts/0/when"),
        ({"count": {"by": "served"}}, "content/counts/0/by"),
        ({"count": {"sum": "asked"}}, "content/counts/0/sum"),
        ({"count": {"counted": "sum"}}, "content/counts/0/counted"),
        ({"count": {"where": {"result": ["positive"]}}}, "content/counts/0/where/result"),
        ({"count": {"where": {"standing": ["asleep"]}}}, "content/counts/0/where/standing"),
        ({"count": {"where": {"wish": "x"}}}, "content/counts/0/where/wish"),
        (
            {"count": {"where": {"any_of": [{"measure": ["forgotten"]}]}}},
            "content/counts/0/where/any_of/0/measure",
        ),
        ({"indicator": {"unit": "percent"}}, "content/indicators/0/unit"),
        ({"indicator": {"default": "x"}}, "content/indicators/0/default"),
        ({"candidate": {"numerator": "out_of_contact +"}}, "content/indicators/0/candidates/0/numerator"),
        ({"candidate": {"numerator": "lost_souls"}}, "content/indicators/0/candidates/0/numerator"),
        ({"candidate": {"denominator": "in_contact > 1"}}, "content/indicators/0/candidates/0/denominator"),
        ({"candidate": {"denominator": None}}, "content/indicators/0/candidates/0/denominator"),
        ({"candidate": {"mark": "G"}}, "content/indicators/0/candidates/0/mark"),
        ({"sum": {"parts": ["existing_users", "found"]}}, "content/sums/0"),
        ({"sum": {"parts": ["existing_users", "nobody"]}}, "content/sums/0"),
    ],
)
def test_a_wrong_definition_is_refused_at_its_place(change: dict[str, Any], field: str) -> None:
    with pytest.raises(WrongPolicy) as refused:
        check_policy(changed(**change), POLICIES)
    assert refused.value.field == field
