"""Time limits as data: the law of the day counts, and what cannot be used is refused."""

from datetime import date, datetime

import pytest
from domain.deadlines.docket_histories import (
    day,
    ordered,
    recorded,
    rules_of,
    served,
)
from spec import POLICIES

from tongxin.domain.calendar import SHANGHAI
from tongxin.domain.deadlines.deadline import deadlines
from tongxin.domain.deadlines.terms import Terms, TermsRefused
from tongxin.domain.measures.kinds import MeasureKind
from tongxin.domain.policies.book import Policy, PolicyBook, PolicyStatus


def test_the_law_of_the_day_counts() -> None:
    before = (ordered(MeasureKind.COMMUNITY_DETOX, "2011-06-01"), served("2011-06-20"))
    assert "report-after-detox-order" not in rules_of(before)
    longer = Policy(
        kind="legal-deadlines",
        name="amended",
        version="2027",
        title="Amended",
        title_zh="修订",
        status=PolicyStatus.STATUTE,
        source="test",
        effective_from=date(2026, 3, 10),
        content={
            "report-after-detox-order": {
                **{"title": "t", "title_zh": "名", "article": "新条例 1", "bearer": "person"},
                **{"nature": "duty", "working_days": 5},
            }
        },
    )
    book = POLICIES.with_([longer])
    now = datetime(2026, 3, 20, tzinfo=SHANGHAI)
    due_days = {}
    for receipt in ("2026-03-09", "2026-03-10"):
        history = recorded(ordered(MeasureKind.COMMUNITY_DETOX, "2026-03-02"), served(receipt))
        [one] = [d for d in deadlines(history, book, now) if d.rule == "report-after-detox-order"]
        due_days[receipt] = (one.due_on, one.term.counting)
    assert due_days == {
        "2026-03-09": (day("2026-03-24"), "calendar_days"),
        "2026-03-10": (day("2026-03-17"), "working_days"),
    }


@pytest.mark.parametrize(
    "row",
    [
        {"title": ""},
        {"days": 0},
        {"days": True},
        {"days": 3, "hours": 24},
        {"nature": "wish"},
        {"last_day": "whenever"},
        {"by": "then"},
        {"dayz": 3},
    ],
)
def test_a_policy_that_cannot_be_used_is_refused(row: dict[str, object]) -> None:
    good = {"title": "t", "title_zh": "名", "article": "a", "bearer": "person", "nature": "duty"}
    policy = Policy(
        kind="legal-deadlines",
        name="n",
        version="1",
        title="t",
        title_zh="名",
        status=PolicyStatus.DEFAULT,
        source="test",
        effective_from=date(2020, 1, 1),
        content={"rule": good | row},
    )
    with pytest.raises(TermsRefused, match="rule"):
        Terms(PolicyBook((policy,)))
