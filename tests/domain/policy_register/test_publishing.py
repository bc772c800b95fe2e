"""Publishing a policy: the document is checked whole, and days that are past keep theirs."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from domain.policy_register.documents import (
    COMPONENTS,
    PROCEDURE,
    RULES,
    TODAY,
    VISIT,
    pathway,
    publication,
    published,
    retired,
    retirement,
)
from spec import NOW, POLICIES, WORKER, given_register

from tongxin.domain.pathways.template import template_of
from tongxin.domain.person.rules import IN_FUTURE
from tongxin.domain.policies.book import PolicyStatus
from tongxin.domain.policy_register import rules
from tongxin.domain.policy_register.events import PolicyPublished
from tongxin.domain.policy_register.state import fold
from tongxin.domain.refusals import Rule

TOMORROW, YESTERDAY = TODAY + timedelta(1), TODAY - timedelta(1)
SCHEDULE = POLICIES.version("test-schedule", "detox-22", "1")
SETTINGS = POLICIES.version("county-settings", "default", "1")
INTERVALS = POLICIES.version("contact-intervals", "default", "1")
OBJECTIONS = POLICIES.version("tier-objections", "default", "1")
ANSWERS = POLICIES.version("handover-answers", "answers", "1")
CLOCK = POLICIES.version("abstinence-clock", "three-years", "1")
NAMES = POLICIES.version("tier-names", "zhejiang-abc", "2022-09-01")
LAW = POLICIES.version("legal-terms", "measures", "2011-06-26")


@pytest.mark.parametrize(
    "policy",
    [RULES, PROCEDURE, SCHEDULE, SETTINGS, INTERVALS, OBJECTIONS, ANSWERS, CLOCK, NAMES],
    ids=lambda policy: policy.kind,
)
def test_a_new_version_is_in_force_from_its_day_on_and_the_old_one_before(policy: Any) -> None:
    command = publication(policy, effective_from=TOMORROW)
    (event,) = given_register().when(command).then_recorded(PolicyPublished)
    book = fold([event]).over(POLICIES)
    assert book.in_force(policy.kind, policy.name, TODAY) == policy
    assert book.in_force(policy.kind, policy.name, TOMORROW).version == "2"
    assert book.version(policy.kind, policy.name, "2").content == policy.content


def test_the_county_says_what_a_pathway_consists_of_also_for_years_in_which_nobody_knew() -> None:
    (event,) = given_register().when(pathway()).then_recorded(PolicyPublished)
    book = fold([event]).over(POLICIES)
    template = template_of(book.in_force("pathway", "6231", date(2021, 6, 1)))
    assert [component.id for component in template.components] == ["first-visit"]
    assert template.supplied_on == date(2020, 12, 20)
    assert not template_of(book.in_force("pathway", "6231", date(2020, 12, 31))).components


OTHER = {**COMPONENTS, "components": [VISIT | {"id": "other"}]}


@pytest.mark.parametrize(
    "changes",
    [
        {"effective_from": date(2022, 1, 1)},
        {"effective_from": YESTERDAY},
        {"effective_from": date(2020, 1, 1), "effective_until": date(2021, 1, 2)},
    ],
)
def test_what_was_defined_stays_defined_for_the_days_that_are_past(changes: dict[str, Any]) -> None:
    later = pathway(version="2022-1", content=OTHER, **changes)
    outcome = given_register(published(pathway())).when(later)
    if changes["effective_from"] == date(2020, 1, 1):  # the years before were still undefined
        outcome.then_recorded(PolicyPublished)
    else:
        assert outcome.then_refused(rules.PAST_CHANGED, "effective_from").details["today"] == TODAY


@pytest.mark.parametrize(
    ("command", "rule", "field"),
    [
        (publication(RULES, version="1"), rules.VERSION_TAKEN, "version"),
        (publication(RULES, effective_from=YESTERDAY), rules.PAST_CHANGED, "effective_from"),
        (publication(PROCEDURE, effective_from=date(2025, 1, 1)), rules.PAST_CHANGED, "effective_from"),
        (publication(RULES, effective_from=RULES.effective_from), rules.SAME_DAY, "effective_from"),
        (publication(RULES, effective_until=TODAY), rules.NEVER_IN_FORCE, "effective_until"),
        (publication(RULES, status=PolicyStatus.DEFAULT), rules.STATUS_NOT_PUBLISHED, "status"),
        (publication(RULES, status=PolicyStatus.STATUTE), rules.STATUS_NOT_PUBLISHED, "status"),
        (publication(LAW), rules.KIND_NOT_PUBLISHED, "kind"),
        (publication(RULES, kind="tier-ruels"), rules.KIND_NOT_PUBLISHED, "kind"),
        (publication(RULES, name="a/b"), rules.NAME_SHAPE, "name"),
        (publication(RULES, version="2 "), rules.NAME_SHAPE, "version"),
        (replace(publication(RULES), occurred_at=NOW + timedelta(1)), IN_FUTURE, "occurred_at"),
    ],
)
def test_a_head_that_cannot_be_is_refused_at_its_field(command: Any, rule: Rule, field: str) -> None:
    given_register().when(command).then_refused(rule, field)


def rules_with(**changes: Any) -> dict[str, Any]:
    """The content of the default rules, with another first rule."""
    table = RULES.content["tables"][0]
    first = {**table["rules"][0], **changes}
    return {**RULES.content, "tables": [{**table, "rules": [first, *table["rules"][1:]]}]}


WRONG: list[tuple[Any, dict[str, Any], str, str]] = [
    (RULES, rules_with(when="deed"), "content", "deed"),
    (RULES, rules_with(when="dead &&"), "content", "no CEL"),
    (RULES, rules_with(tier="T9"), "content", "T9"),
    (RULES, rules_with(mark="guessed"), "content/tables/0/rules/0/mark", "Input should be"),
    (RULES, rules_with(surplus=1), "content/tables/0/rules/0/surplus", "Unexpected"),
    (RULES, rules_with(points="5", tier=None), "content/tables/0/rules/0/points", "integer"),
    (RULES, rules_with(points=2**60, tier=None), "content/tables/0/rules/0/points", "number"),
    (
        RULES,
        {**RULES.content, "tiers": [t | {"records_as": "T7"} for t in RULES.content["tiers"]]},
        "content/tiers/0/records_as",
        "T1",
    ),
    (PROCEDURE, {**PROCEDURE.content, "order": ["T1", "T1"]}, "content/order", "twice"),
    (PROCEDURE, {**PROCEDURE.content, "most_steps": 0}, "content/most_steps", "1 to"),
    (PROCEDURE, {**PROCEDURE.content, "reassess_days": {"T1": 0}}, "content/reassess_days/T1", "1 to"),
    (SCHEDULE, {**SCHEDULE.content, "min_total": 23}, "content/min_total", "22"),
    (SETTINGS, {"test_schedules": {"community_detox": ["x"]}}, "content/test_schedules/community_detox", "x"),
    (SETTINGS, {"tier_rules": "x"}, "content/tier_rules", "“x”"),
    (SETTINGS, {"tier_rule": "x"}, "content/tier_rule", "Unexpected"),
    (INTERVALS, {"visit_months": {"T1": 0}}, "content/visit_months/T1", "greater"),
    (OBJECTIONS, {"object_within_working_days": 10}, "content/answer_within_working_days", "required"),
    (ANSWERS, {"days": True}, "content/days", "integer"),
    (CLOCK, {**CLOCK.content, "months": 37}, "content/months", "戒毒条例 7"),
    (CLOCK, {**CLOCK.content, "deep": [[[[[[[[[[[[[1]]]]]]]]]]]]]}, "content/deep" + "/0" * 12, "nested"),
    (NAMES, {**NAMES.content, "unknown": None}, "content/unknown", "array"),
]  # fmt: skip


@pytest.mark.parametrize(("policy", "content", "field", "says"), WRONG)
def test_a_content_that_cannot_be_used_is_refused_with_its_place(
    policy: Any, content: dict[str, Any], field: str, says: str
) -> None:
    command = publication(policy, content=content)
    refused = given_register().when(command).then_refused(rules.POLICY_WRONG, field)
    assert says in str(refused)


def test_a_pathway_is_checked_as_a_template() -> None:
    command = pathway(content={**COMPONENTS, "components": [VISIT, VISIT]})
    refused = given_register().when(command).then_refused(rules.POLICY_WRONG, "content/components")
    assert "twice" in str(refused)
    command = pathway(status=PolicyStatus.PUBLISHED)
    given_register().when(command).then_refused(rules.POLICY_WRONG, "status")


def test_a_name_that_nobody_reads_is_refused() -> None:
    given_register().when(publication(PROCEDURE, name="ours")).then_refused(rules.POLICY_WRONG, "name")


def test_the_county_chooses_a_rule_set_of_its_own_once_it_is_there() -> None:
    ours = publication(RULES, name="tongxin-county", version="1")
    chosen = publication(SETTINGS, content={"tier_rules": "tongxin-county"})
    given_register().when(chosen).then_refused(rules.POLICY_WRONG, "content/tier_rules")
    given_register(published(ours)).when(chosen).then_recorded(PolicyPublished)


def test_a_version_number_is_never_used_again() -> None:
    gone = retired(retirement(publication(RULES), TODAY))
    history = given_register(published(publication(RULES)), gone)
    history.when(publication(RULES, effective_from=TOMORROW)).then_refused(rules.VERSION_TAKEN, "version")
    history.when(publication(RULES, version="3")).then_recorded(PolicyPublished)


def test_no_system_publishes() -> None:
    system = replace(WORKER, role="system")
    given_register().by(system).when(publication(RULES)).then_refused(rules.SYSTEM_PUBLISHES)
    retiring = retirement(RULES, TOMORROW)
    given_register().by(system).when(retiring).then_refused(rules.SYSTEM_PUBLISHES)
