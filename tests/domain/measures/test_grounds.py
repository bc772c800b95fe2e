"""What a measure may rest on: an article, never a tier."""

from dataclasses import replace

import pytest
from domain.histories import REGISTERED
from domain.measures.measure_cases import DETOX, DETOX_ID, FOUND
from spec import given

from tongxin.domain.grounds import TIER_IS_NO_GROUND
from tongxin.domain.measures.commands import OrderMeasure, TerminateMeasure
from tongxin.domain.measures.kinds import MeasureKind, TerminationGround

ORDER = OrderMeasure(
    occurred_at=DETOX.occurred_at,
    measure_id=DETOX_ID,
    kind=MeasureKind.COMMUNITY_DETOX,
    decided_on=DETOX.decided_on,
    decider="同心县公安局",
    term_months=36,
)
TERMINATE = TerminateMeasure(
    measure_id=DETOX_ID, terminated_on=DETOX.decided_on, ground=TerminationGround.OTHER
)


@pytest.mark.parametrize(
    "basis",
    [
        "四级分类管理法",
        "分级管控 高",
        "风险等级:高",
        "高风险人员",
        "A类人员",
        "Ａ类",
        "C2",
        "T1",
        "T1级",
        "红色管控",
        "绿码",
        "default-4tier Tier 1",
        "risk_tier T2",
        "High-risk person",
    ],
)
def test_a_tier_is_never_the_ground_of_a_measure(basis: str) -> None:
    given(REGISTERED).when(replace(ORDER, legal_basis=basis)).then_refused(TIER_IS_NO_GROUND, "legal_basis")
    given(REGISTERED, DETOX).when(replace(TERMINATE, legal_basis=basis)).then_refused(
        TIER_IS_NO_GROUND, "legal_basis"
    )


@pytest.mark.parametrize(
    "basis",
    [
        None,
        "禁毒法 38",
        "戒毒条例 20",
        "治安管理处罚法 84(3)",
        "强制隔离戒毒诊断评估办法 3",
        "frontier 1",
        "易制毒化学品管理条例 1",
    ],
)
def test_an_article_is_a_ground(basis: str | None) -> None:
    given(REGISTERED, FOUND).when(replace(ORDER, legal_basis=basis)).then(DETOX)
