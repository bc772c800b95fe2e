"""Plan templates: those that are shipped hold nothing made up, and what the county writes is checked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from spec import POLICIES

from tongxin.api.runtime.policy_files import parse
from tongxin.domain.pathways.template import (
    KIND,
    Component,
    ComponentKind,
    Definition,
    Due,
    Requirement,
    TemplateRefused,
    template_of,
)
from tongxin.domain.policies.book import Policy, PolicyStatus

SUPPLIED = """
kind = "pathway"
name = "6231"
version = "2021-1"
title = "6231"
title_zh = "6231"
status = "county"
source = "A county document"
effective_from = 2021-01-01

[content]
definition = "county_supplied"
supplied_on = 2020-12-20

[[content.components]]
id = "first-visit"
title = "First visit"
title_zh = "首次走访"
kind = "milestone"
due = { months = 1 }
role = "case_worker"

[[content.components]]
id = "call"
title = "Call"
title_zh = "电话回访"
kind = "item"
due = { since = "release", months = 1, days = 2 }
repeats = { every_months = 1, times = 3 }

[[content.components]]
id = "village"
title = "Village"
title_zh = "村"
kind = "level"
"""


def county_supplied() -> Policy:
    """A template that a county might supply. Its components mean nothing outside these tests."""
    return parse(SUPPLIED, "a test")


def changed(**content: Any) -> Policy:
    """That template with other content; None takes a field away."""
    policy = county_supplied()
    merged = {**policy.content, **content}
    return replace(policy, content={name: value for name, value in merged.items() if value is not None})


def one(**fields: Any) -> Policy:
    """That template with one component, with other fields."""
    component = {"id": "a", "title": "A", "title_zh": "甲", "kind": "item"} | fields
    return changed(components=[{name: value for name, value in component.items() if value is not None}])


def test_the_schemes_of_the_document_are_shipped_without_any_meaning() -> None:
    templates = {policy.name: template_of(policy) for policy in POLICIES.of_kind(KIND)}
    assert templates.keys() == {"6231", "23444", "six-levels", "three-ones", "fifteen-classes"}
    for template in templates.values():
        assert template.definition is Definition.NOT_PUBLICLY_DEFINED
        assert template.components == ()
        assert template.supplied_on is None
    assert {policy.status for policy in POLICIES.of_kind(KIND)} == {PolicyStatus.DEFAULT}
    requiring = {code for code, template in templates.items() if template.requires is not None}
    assert requiring == {"23444"}
    assert templates["23444"].requires is Requirement.THREE_YEARS_ABSTINENT


def test_what_the_county_supplies_is_read() -> None:
    template = template_of(county_supplied())
    assert (template.definition, template.supplied_on) == (Definition.COUNTY_SUPPLIED, date(2020, 12, 20))
    assert template.components == (
        Component(
            "first-visit",
            "First visit",
            "首次走访",
            ComponentKind.MILESTONE,
            Due(months=1),
            role="case_worker",
        ),
        Component(
            "call", "Call", "电话回访", ComponentKind.ITEM, Due("release", 1, 2), times=3, every_months=1
        ),
        Component("village", "Village", "村", ComponentKind.LEVEL),
    )
    assert template.dates_needed == {"release"}


def test_a_day_may_come_as_json_says_it() -> None:
    assert template_of(changed(supplied_on="2020-12-20")) == template_of(county_supplied())


@pytest.mark.parametrize(
    ("policy", "field"),
    [
        (changed(definition=None), "content.definition"),
        (changed(definition="guessed"), "content.definition"),
        (changed(definition="not_publicly_defined"), "content.definition"),
        (changed(definition="not_publicly_defined", components=[]), "content.definition"),
        (changed(supplied_on=None), "content.supplied_on"),
        (changed(supplied_on="soon"), "content.supplied_on"),
        (changed(supplied_on=20201220), "content.supplied_on"),
        (changed(components=[]), "content.components"),
        (changed(components="none"), "content.components"),
        (changed(components=["a"]), "content.components.0"),
        (changed(requires="good behaviour"), "content.requires"),
        (changed(meaning="six"), "content.meaning"),
        (replace(county_supplied(), status=PolicyStatus.DEFAULT), "status"),
        (one(id=None), "content.components.0.id"),
        (one(title=""), "content.components.0.title"),
        (one(title_zh=1), "content.components.0.title_zh"),
        (one(kind="wish"), "content.components.0.kind"),
        (one(role=True), "content.components.0.role"),
        (one(colour="red"), "content.components.0.colour"),
        (one(due={"weeks": 1}), "content.components.0.due.weeks"),
        (one(due={"months": -1}), "content.components.0.due.months"),
        (one(due={"days": 1.5}), "content.components.0.due.days"),
        (one(repeats={"times": 2, "every_days": 1}), "content.components.0.repeats"),
        (one(due={}, repeats={"times": 1, "every_days": 1}), "content.components.0.repeats.times"),
        (one(due={}, repeats={"times": 2}), "content.components.0.repeats"),
        (one(due={}, repeats={"times": 2, "every_days": 1, "x": 1}), "content.components.0.repeats.x"),
    ],
)
def test_what_is_no_template_is_refused_and_the_field_is_named(policy: Policy, field: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        template_of(policy)
    assert str(refused.value).startswith(f"{field}:")


def test_an_id_is_used_once_and_components_are_bounded() -> None:
    component = {"id": "a", "title": "A", "title_zh": "甲", "kind": "item"}
    with pytest.raises(TemplateRefused, match="twice"):
        template_of(changed(components=[component, component]))
    repeated = component | {"due": {}, "repeats": {"times": 120, "every_days": 1}}
    with pytest.raises(TemplateRefused, match="at most 1000"):
        template_of(changed(components=[repeated | {"id": str(n)} for n in range(9)]))
