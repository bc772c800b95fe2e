"""A decision keeps the rules of its day: old proposals can be derived again under their own version."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from domain.histories import REGISTERED
from domain.tiering.people import IN_FORCE, MEASURE, POLICY, TODAY, community, recorded, taken
from spec import POLICIES, on

from tongxin.api.runtime.tier_rules import KIND, rules_in_force, rules_of
from tongxin.domain.classification.events import Tier, TierAssigned, TierProposed
from tongxin.domain.events import Event
from tongxin.domain.measures.community_events import SeriousBreachFound
from tongxin.domain.measures.kinds import SeriousBreachGround
from tongxin.domain.policies.book import Policy, PolicyBook
from tongxin.domain.tiering.propose import RulesInForce, outcome, propose

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


def renamed(rule_id: str) -> Policy:
    """The default rules with one rule under another name, as the version in force today."""
    (table,) = POLICY.content["tables"]
    rules = [rule | {"id": f"{rule_id}-new"} if rule["id"] == rule_id else rule for rule in table["rules"]]
    content = {**POLICY.content, "tables": [table | {"rules": rules}]}
    return replace(POLICY, version="2", effective_from=TODAY, content=content)


def answered(day: str) -> list[Event]:
    """A proposal of the first version, which an officer answered with another tier."""
    asked = propose(HISTORY, IN_FORCE, TODAY)
    assert asked is not None
    assert (asked.tier, [fired.rule for fired in asked.fired_rules]) == (Tier.T1, ["R1.3"])
    proposal = TierProposed(
        occurred_at=on(day), proposal_id=UUID(int=9), tier=asked.tier, rule_set=asked.rule_set,
        rule_set_version=asked.rule_set_version, fired_rules=asked.fired_rules,
    )  # fmt: skip
    other = TierAssigned(
        occurred_at=on(day), assignment_id=UUID(int=8), tier=Tier.T2, assigned_by="wang.jun",
        proposal_id=UUID(int=9), is_override=True,
    )  # fmt: skip
    return [proposal, other]


def test_a_rule_under_a_new_name_is_no_reason_to_ask_the_officer_again() -> None:
    events = [REGISTERED, *community("2025-01-10"), taken("2025-10-01"), *answered("2026-05-20")]
    book = POLICIES.with_([renamed("R1.3")])
    newer = RulesInForce(*rules_in_force(book, TODAY), book, rules_of)
    assert propose(recorded(events), newer, TODAY) is None
    found = SeriousBreachFound(
        occurred_at=on("2026-05-25"), measure_id=MEASURE, found_on=date(2026, 5, 25),
        ground=SeriousBreachGround.TESTS_EVADED_OR_REFUSED,
    )  # fmt: skip
    asked = propose(recorded([*events, found]), newer, TODAY)  # another rule applies: that is news
    assert asked is not None
    assert [fired.rule for fired in asked.fired_rules] == ["R1.2", "R1.3-new"]


def test_of_a_version_that_is_not_known_any_more_the_present_one_speaks() -> None:
    events = [REGISTERED, *community("2025-01-10"), taken("2025-10-01"), *answered("2026-05-20")]
    alone = PolicyBook((renamed("R1.3"),))
    newer = RulesInForce(*rules_in_force(alone, TODAY), alone, rules_of)
    assert propose(recorded(events), newer, TODAY) is not None


def test_what_the_rules_come_to_is_told_whether_it_is_news_or_not() -> None:
    events = [REGISTERED, *community("2025-01-10"), taken("2025-10-01"), *answered("2026-05-20")]
    assert propose(recorded(events), IN_FORCE, TODAY) is None
    assert outcome(recorded(events), IN_FORCE, TODAY) is Tier.T1
    assert outcome([], IN_FORCE, TODAY) is None
