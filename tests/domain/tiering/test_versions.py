"""A decision keeps the rules of its day: old proposals can be derived again under their own version."""

from dataclasses import replace
from datetime import date

from domain.histories import REGISTERED
from domain.tiering.people import IN_FORCE, POLICY, TODAY, community, recorded, taken
from spec import POLICIES

from tongxin.api.runtime.tier_rules import KIND, rules_in_force, rules_of
from tongxin.domain.classification.events import Tier
from tongxin.domain.tiering.propose import RulesInForce, propose

HISTORY = recorded([REGISTERED, *community("2025-01-10"), taken("2025-10-01")])
_SHORTER = {
    "tables": tuple(
        table
        | {"rules": tuple(rule | {"when": rule["when"].replace("< 12", "< 6")} for rule in table["rules"])}
        for table in POLICY.content["tables"]
    )
}
NEWER = replace(POLICY, version="2", effective_from=date(2026, 5, 1), content={**POLICY.content, **_SHORTER})
BOOK = POLICIES.with_([NEWER])


def test_a_newer_version_proposes_otherwise_and_the_old_one_as_it_did() -> None:
    then = propose(HISTORY, IN_FORCE, TODAY)
    assert then is not None
    assert (then.tier, then.rule_set_version) == (Tier.T1, "1")
    now = propose(HISTORY, RulesInForce(*rules_in_force(BOOK, TODAY), BOOK), TODAY)
    assert now is not None
    assert (now.tier, now.rule_set_version) == (Tier.T3, "2")
    own = BOOK.version(KIND, then.rule_set, then.rule_set_version)
    assert propose(HISTORY, RulesInForce(own, rules_of(own), BOOK), TODAY) == then


def test_before_it_is_in_force_a_newer_version_is_not_used() -> None:
    assert rules_in_force(BOOK, date(2026, 4, 30))[0].version == "1"
    assert rules_in_force(BOOK, date(2026, 5, 1))[0].version == "2"
