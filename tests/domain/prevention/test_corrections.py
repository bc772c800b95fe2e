"""What a command on prevention would be refused for does not come in by a correction."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from spec import NEW_ID, NOW, POLICIES, WORKER, on

from tongxin.domain.commands import Context
from tongxin.domain.correction.commands import CorrectEvent
from tongxin.domain.correction.decide import decide
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.domain.media_post.events import MediaChannel, MediaPostPublished
from tongxin.domain.prevention_plan.events import (
    ActivityForm,
    Audience,
    PreventionActivityHeld,
    PreventionPlanMade,
    Target,
)
from tongxin.domain.refusals import Refused
from tongxin.domain.school_programme.events import SchoolRegistered
from tongxin.domain.survey.events import SurveyKind, SurveyRecorded
from tongxin.domain.venue.events import VenueInvested, VenueKind, VenueOpened

DAY = on("2020-06-12")
RURAL = Target(Audience.RURAL, 1, 1)
PHONE = "联系13900000000"
PLAN = PreventionPlanMade(occurred_at=DAY, year=2020, area="640324", name="规划", targets=(RURAL,))
HELD = PreventionActivityHeld(
    occurred_at=DAY,
    name="讲座",
    form=ActivityForm.LECTURE,
    audience=Audience.RURAL,
    area="640324",
    headcount=10,
)
POST = MediaPostPublished(
    occurred_at=DAY, channel=MediaChannel.OTHER, title="示例", link="https://example.com/", area="640324"
)
SURVEY = SurveyRecorded(
    occurred_at=DAY,
    kind=SurveyKind.AWARENESS,
    area="640324",
    conducted_by="示例调查中心",
    asked=10,
    answered=9,
    favourable=8,
)
INVESTED = VenueInvested(occurred_at=DAY, amount_cny=Decimal(1))


def corrected(event: Event, changes: dict[str, Any]) -> list[Event]:
    recorded = Recorded(
        stream=NEW_ID,
        version=1,
        position=1,
        event_id=NEW_ID,
        event=event,
        recorded_at=NOW,
        actor=WORKER,
        correlation_id="1",
        idempotency_key="1",
    )
    context = Context(now=NOW, occurred_at=NOW, actor=WORKER, new_id=NEW_ID, policies=POLICIES)
    return decide([recorded], CorrectEvent(target=1, changes=changes, reason="录入有误"), context)


@pytest.mark.parametrize(
    ("event", "changes", "rule"),
    [
        (PLAN, {"targets": (RURAL, RURAL)}, "audience-planned-twice"),
        (PLAN, {"name": PHONE}, "personal-number-here"),
        (HELD, {"name": PHONE}, "personal-number-here"),
        (
            VenueOpened(occurred_at=DAY, kind=VenueKind.OTHER, name="示例", area="640324"),
            {"name": PHONE},
            "personal-number-here",
        ),
        (
            SchoolRegistered(occurred_at=DAY, name="示例", area="640324"),
            {"name": PHONE},
            "personal-number-here",
        ),
        (POST, {"title": PHONE}, "personal-number-here"),
        (POST, {"link": "http://example.com/"}, "link-not-https"),
        (SURVEY, {"conducted_by": PHONE}, "personal-number-here"),
        (SURVEY, {"answered": 7}, "survey-counts-out-of-order"),
        (INVESTED, {"amount_cny": Decimal("0.001")}, "amount-not-in-fen"),
    ],
)
def test_a_correction_makes_nothing_of_it_that_cannot_be(
    event: Event, changes: dict[str, Any], rule: str
) -> None:
    with pytest.raises(Refused) as refused:
        corrected(event, changes)
    assert (refused.value.rule.code, refused.value.field) == (rule, "changes")


def test_what_was_wrong_is_put_right() -> None:
    [event] = corrected(SURVEY, {"favourable": 9})
    assert event.replacement == replace(SURVEY, favourable=9)  # type: ignore[attr-defined]
