"""Chapters on tiers (分级分类): proposed by the default rule set, assigned, objected to, reviewed.

The rules that fired are named as in the default rule set; the events on which they rest get their ids only in
the store, so they are not named here.
"""

from datetime import date, timedelta

from ...domain.classification.commands import AssignTier, ObjectToTier, ProposeTier, ReviewTierObjection
from ...domain.classification.events import FiredRule, ReviewOutcome, Tier
from .chance import days
from .staff import SYSTEM
from .teller import Teller

RULE_SET, RULE_SET_VERSION = "default-4tier", "1"
_LOWER = {Tier.T1: Tier.T2, Tier.T2: Tier.T3, Tier.T3: Tier.T4}
_LEAST_APART = timedelta(days=15)
_TIME_TO_OBJECT = timedelta(days=45)


def tell_tiers(t: Teller) -> None:
    """Every tier of the person, in order; those of before the scheme are left out."""
    since = t.calibration.data_set.tiers_since
    points = sorted(point for point in t.tiers if point[0] >= since)
    last = date.min
    for number, (day, tier, rule) in enumerate(points):
        if day - last < _LEAST_APART:
            continue
        last = day
        following = points[number + 1][0] if number + 1 < len(points) else date.max
        _tell_tier(t, day, tier, rule, may_object=following - day > _TIME_TO_OBJECT)


def _tell_tier(t: Teller, day: date, tier: Tier, rule: str, *, may_object: bool) -> None:
    proposal_id, numbers = t.id(), t.calibration.records
    t.line.add(
        day, ProposeTier, SYSTEM, proposal_id=proposal_id, tier=tier, rule_set=RULE_SET,
        rule_set_version=RULE_SET_VERSION, fired_rules=(FiredRule(rule=rule),),
    )  # fmt: skip
    assigned, reason = tier, None
    if t.rng.random() < numbers.tier_overridden and tier in _LOWER:
        assigned, reason = _LOWER[tier], f"{t.name}近期检测均为阴性,就业稳定"
    assigned_on = t.soon(day, 0, 4)
    officer = t.officer(assigned_on)
    t.line.add(assigned_on, AssignTier, officer, tier=assigned, proposal_id=proposal_id, reason=reason)
    if may_object and assigned in _LOWER and t.chance(numbers.tier_objection):
        _tell_objection(t, assigned_on, assigned)


def _tell_objection(t: Teller, assigned_on: date, tier: Tier) -> None:
    """Within ten working days; answered by an officer of the county's brigade within twenty."""
    objection_id, objected_on = t.id(), t.soon(assigned_on, 3, 12)
    t.line.add(
        objected_on, ObjectToTier, t.worker(objected_on), objection_id=objection_id,
        statement=f"{t.name}认为已按期参加全部检测,等级过高",
    )  # fmt: skip
    is_revised = t.rng.random() < t.calibration.records.tier_revised
    t.line.add(
        objected_on + days(t.rng.randint(5, 24)),
        ReviewTierObjection,
        t.brigade(),
        objection_id=objection_id,
        outcome=ReviewOutcome.TIER_REVISED if is_revised else ReviewOutcome.TIER_UPHELD,
        revised_tier=_LOWER[tier] if is_revised else None,
        answer="经核对检测记录,异议成立" if is_revised else "经核对检测记录,维持原等级",
    )
