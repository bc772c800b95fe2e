"""Posts on channels, and surveys by third parties: whole, in order, and about no person."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import Scenario, on

from tongxin.domain.checks import OUT_OF_ORDER, PERSONAL_NUMBER_HERE
from tongxin.domain.events import Event
from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.media_post import decider as post_decider
from tongxin.domain.media_post import rules as post_rules
from tongxin.domain.media_post import state as post_state
from tongxin.domain.media_post.commands import PublishMediaPost, WithdrawMediaPost
from tongxin.domain.media_post.events import (
    MediaChannel,
    MediaPostPublished,
    MediaPostWithdrawn,
    WithdrawalReason,
)
from tongxin.domain.person.rules import IN_FUTURE
from tongxin.domain.survey import decider as survey_decider
from tongxin.domain.survey import rules as survey_rules
from tongxin.domain.survey import state as survey_state
from tongxin.domain.survey.commands import RecordSurvey
from tongxin.domain.survey.events import SurveyKind, SurveyRecorded

DAY, LATER = on("2020-06-12"), on("2021-06-01")
TITLE, LINK = "一分钟认识新型毒品", "https://example.com/tongxin/1"
PUBLISH = PublishMediaPost(
    occurred_at=DAY, channel=MediaChannel.DOUYIN, title=TITLE, link=LINK, area="640324"
)
PUBLISHED = MediaPostPublished(
    occurred_at=DAY, channel=MediaChannel.DOUYIN, title=TITLE, link=LINK, area="640324"
)
WITHDRAW = WithdrawMediaPost(occurred_at=LATER, reason=WithdrawalReason.OUTDATED)
WITHDRAWN = MediaPostWithdrawn(occurred_at=LATER, reason=WithdrawalReason.OUTDATED)
SURVEY = RecordSurvey(
    occurred_at=DAY,
    kind=SurveyKind.AWARENESS,
    area="640324",
    conducted_by="示例调查中心",
    asked=1200,
    answered=1100,
    favourable=1067,
)
SURVEYED = SurveyRecorded(
    occurred_at=DAY,
    kind=SurveyKind.AWARENESS,
    area="640324",
    conducted_by="示例调查中心",
    asked=1200,
    answered=1100,
    favourable=1067,
)


def post(*events: Event) -> Scenario:
    return Scenario(list(events), fold=post_state.fold, decide=post_decider.decide)


def survey(*events: Event) -> Scenario:
    return Scenario(list(events), fold=survey_state.fold, decide=survey_decider.decide)


def test_a_post_is_published_once_and_withdrawn_once() -> None:
    post().when(PUBLISH).then(PUBLISHED)
    post(PUBLISHED).when(PUBLISH).then_refused(post_rules.MEDIA_POST_PUBLISHED_ALREADY)
    post(PUBLISHED).when(WITHDRAW).then(WITHDRAWN)
    post(PUBLISHED, WITHDRAWN).when(WITHDRAW).then_refused(post_rules.MEDIA_POST_IS_WITHDRAWN)
    post().when(WITHDRAW).then_refused(post_rules.MEDIA_POST_UNKNOWN)
    early = replace(WITHDRAW, occurred_at=on("2020-06-11"))
    post(PUBLISHED).when(early).then_refused(OUT_OF_ORDER, "occurred_at")
    for command in (PUBLISH, WITHDRAW):
        ahead = replace(command, occurred_at=on("2027-01-01"))
        post(PUBLISHED).when(ahead).then_refused(IN_FUTURE, "occurred_at")
    found = post_state.fold([PUBLISHED, WITHDRAWN])
    assert (found.status, str(found.since), str(found.until)) == ("withdrawn", "2020-06-12", "2021-06-01")


@pytest.mark.parametrize(
    "link",
    [
        "http://example.com/1",
        "example.com/1",
        "https://",
        "https://a:b@example.com/",
        "https://example.com/ 1",
        "https://[1",
        "javascript:alert(1)",
    ],
)
def test_a_link_is_an_address_by_https(link: str) -> None:
    post().when(replace(PUBLISH, link=link)).then_refused(post_rules.LINK_NOT_HTTPS, "link")


@pytest.mark.parametrize(
    "title", ["举报电话13900000000", "身份证99999919880315001x", "马某999999198803150016"]
)
def test_a_title_holds_no_number_of_a_person(title: str) -> None:
    refused = post().when(replace(PUBLISH, title=title)).then_refused(PERSONAL_NUMBER_HERE, "title")
    assert refused.rule.article == "个人信息保护法 6"


@pytest.mark.parametrize("title", ["2020年禁毒宣传20200626", "缴获640900克", "编号1234567890123456789012"])
def test_other_numbers_are_none_of_a_person(title: str) -> None:
    post().when(replace(PUBLISH, title=title)).then_recorded(MediaPostPublished)


def test_a_survey_is_recorded_once() -> None:
    survey().when(SURVEY).then(SURVEYED)
    survey(SURVEYED).when(SURVEY).then_refused(survey_rules.SURVEY_RECORDED_ALREADY)
    survey().when(WITHDRAW).then_refused(survey_rules.SURVEY_UNKNOWN)
    survey().when(replace(SURVEY, area="640399")).then_refused(UNKNOWN_AREA, "area")
    survey().when(replace(SURVEY, occurred_at=on("2027-01-01"))).then_refused(IN_FUTURE, "occurred_at")
    named = replace(SURVEY, conducted_by="马某 13900000000")
    survey().when(named).then_refused(PERSONAL_NUMBER_HERE, "conducted_by")
    found = survey_state.fold([SURVEYED])
    assert (found.title, found.status) == ("禁毒知识知晓率调查:示例调查中心", "recorded")
    assert (str(found.since), found.until) == ("2020-06-12", None)


@for_all(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9))
def test_each_count_is_a_part_of_the_one_before(asked: int, answered: int, favourable: int) -> None:
    told: dict[str, Any] = {"asked": asked, "answered": answered, "favourable": favourable}
    outcome = survey().when(replace(SURVEY, **told))
    if favourable <= answered <= asked:
        outcome.then(replace(SURVEYED, **told))
    else:
        wrong = "answered" if answered > asked else "favourable"
        outcome.then_refused(survey_rules.SURVEY_COUNTS_OUT_OF_ORDER, wrong)
