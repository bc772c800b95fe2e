"""The shipped policy files: what they say they are, and their published schema."""

import json
from pathlib import Path

import pytest
from spec import POLICIES

from tongxin.api.runtime.policy_files import PolicyFileRefused, parse, schema
from tongxin.api.runtime.tier_rules import KIND, rules_of
from tongxin.domain.policies.book import Policy, PolicyStatus

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "src" / "domain" / "policies" / "shipped"
RULE_SETS = POLICIES.of_kind(KIND)


@pytest.mark.parametrize("policy", RULE_SETS, ids=lambda policy: policy.name)
def test_a_shipped_rule_set_can_be_applied(policy: Policy) -> None:
    rules = rules_of(policy)
    assert rules.apply({}).tier == rules.rule_set.otherwise
    assert all(rule.basis for table in rules.rule_set.tables for rule in table.rules)


def test_what_is_ours_is_labelled_as_ours() -> None:
    statuses = {policy.name: policy.status for policy in RULE_SETS}
    assert statuses == {
        "default-4tier": PolicyStatus.DEFAULT,
        "national-high-risk": PolicyStatus.PUBLISHED,
    }


def test_unpublished_cut_offs_are_not_made_up() -> None:
    national = rules_of(POLICIES.version(KIND, "national-high-risk", "2016"))
    assert [rule.id for rule in national.rule_set.tables[0].rules] == ["H1", "H2", "H3", "H4"]
    assert all(tier.records_as is None for tier in national.rule_set.tiers)
    for policy in POLICIES.of_kind("tier-names"):
        assert set(policy.content) <= {"tiers", "unknown", "notes"}
        assert all(tier["article"] for tier in policy.content["tiers"])


def test_the_schema_is_published_as_it_is() -> None:
    published = json.loads((ROOT / "docs" / "policy.schema.json").read_text("utf-8"))
    assert published == schema(), "write it anew: tongxin policy schema > docs/policy.schema.json"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("this is no TOML", "is not TOML"),
        ("kind = 'x'", "name"),
        ("surplus = 1", "surplus"),
        ("mark = 'guessed'", "mark"),
    ],
)
def test_a_wrong_file_is_refused_with_the_field(wrong: str, says: str) -> None:
    text = (SHIPPED / "tier-rules-default-four-tier-1.toml").read_text("utf-8")
    changed = {
        "surplus = 1": text.replace("[content]", "[content]\nsurplus = 1", 1),
        "mark = 'guessed'": text.replace('mark = "inferred"', "mark = 'guessed'", 1),
    }
    with pytest.raises(PolicyFileRefused, match=says):
        parse(changed.get(wrong, wrong), "file.toml")
