"""An explanation is in one language, names what it rests on, and says how it stands to what is assigned."""

import re
from dataclasses import replace
from datetime import date

import pytest
from api.reference_data.stories import play
from domain.tiering.people import IN_FORCE

from tongxin.api.reference_data.county import county
from tongxin.api.tier_text import text_of
from tongxin.domain.calendar import law_date
from tongxin.domain.classification.events import Tier
from tongxin.domain.tiering.explain import Explanation, Missing, explain

DAYS = (date(2018, 6, 1), date(2020, 3, 1), date(2021, 2, 1))
_NAMES = re.compile(r"\b(?:[a-z]+\.[a-z]+|[TRHC]\d(?:\.\d)?)\b", re.ASCII)
"""User names, and the codes of tiers, of rules and of triggers."""


@pytest.fixture(scope="module")
def explanations() -> list[Explanation]:
    """Of many lives on some days, one for each set of reasons."""
    found: dict[tuple[object, ...], Explanation] = {}
    for story in county(7, 300).people():
        recorded = play(story)
        for day in DAYS:
            history = [one for one in recorded if law_date(one.occurred_at) <= day]
            if history:
                one = explain(history, IN_FORCE, day)
                found.setdefault((one.tier, one.assigned == one.tier, *(r.rule for r in one.reasons)), one)
    return list(found.values())


def test_the_chinese_text_has_no_other_words(explanations: list[Explanation]) -> None:
    assert len(explanations) >= 15
    for one in explanations:
        text = text_of(one, chinese=True)
        assert not re.findall(r"[A-Za-z]{2,}|_", _NAMES.sub("", text)), text


def test_the_english_text_has_only_articles_in_chinese(explanations: list[Explanation]) -> None:
    for one in explanations:
        for line in text_of(one, chinese=False).splitlines():
            assert "not_classified" not in line
            is_citing = "basis:" in line or line.startswith("Source") or "个人信息保护法 24" in line
            assert is_citing or not re.findall(r"[一-鿿]", line), line


def test_every_event_that_a_reason_rests_on_has_words(explanations: list[Explanation]) -> None:
    events = [event for one in explanations for reason in one.reasons for event in reason.events]
    assert events
    assert all(event.type not in (event.zh, event.en) for event in events)
    ordered = {event.zh for event in events if event.type == "measure.ordered/1"}
    assert {"责令社区戒毒", "责令社区康复"} <= ordered  # which measure, not only that there was one


def test_it_says_how_the_proposal_stands_to_what_is_assigned(explanations: list[Explanation]) -> None:
    one = next(one for one in explanations if one.tier == "T3" and one.assigned is not None)
    told = [
        (replace(one, assigned=Tier.T3), "与建议一致", "as proposed"),
        (replace(one, assigned=Tier.T1), "T1 高风险,由", "T1 high, assigned by"),
        (replace(one, assigned=Tier.T1), "与建议不同", "differs from the proposal"),
        (replace(one, assigned=None), "尚未定级。", "No tier is assigned yet."),
        (replace(one, reasons=()), "不符合任何一级的条件", "meets the conditions of no tier"),
    ]
    for explained, zh, en in told:
        assert zh in text_of(explained, chinese=True)
        assert en in text_of(explained, chinese=False)


def test_what_is_missing_and_what_it_could_be_is_named(explanations: list[Explanation]) -> None:
    one = replace(
        next(one for one in explanations if one.tier == "T3"),
        missing=(Missing("last_visit", "最近一次走访的日期", "the day of the last visit"),),
        possible=("T2", "T3"),
    )
    chinese, english = text_of(one, chinese=True), text_of(one, chinese=False)
    assert "  - 最近一次走访的日期" in chinese
    assert "暂定:补齐资料后可能为T2 中风险、T3 一般低风险" in chinese
    assert "  - the day of the last visit" in english
    assert "it could be T2 medium, T3 general low" in english
