"""Posts on the office's channels, and the yearly surveys of awareness and satisfaction."""

from collections.abc import Iterator
from datetime import date
from random import Random

from ...domain.areas import COUNTY
from ...domain.media_post.commands import PublishMediaPost, WithdrawMediaPost
from ...domain.media_post.events import MediaChannel, WithdrawalReason
from ...domain.survey.commands import RecordSurvey
from ...domain.survey.events import SurveyKind
from .chance import between, day_between, days, weighted
from .histories import Setting
from .prevention_plans import PUBLICIST
from .steps import Story, Timeline


def post_stories(setting: Setting) -> Iterator[Story]:
    """Every post, year by year. Their addresses are under example.com, which is nobody's."""
    numbers, rng = setting.calibration.prevention.posts, Random(f"{setting.group} posts")
    for year, count in zip(setting.calibration.data_set.years, numbers.published, strict=True):
        for number in range(1, count + 1):
            line, name = Timeline(setting.calibration.data_set.last_day), f"post-{year}-{number:03d}"
            day = day_between(rng, date(year, 1, 5), date(year, 12, 24))
            line.add(
                day, PublishMediaPost, PUBLICIST, channel=MediaChannel(weighted(rng, numbers.channels)),
                title=rng.choice(numbers.titles), link=f"https://example.com/tongxin-jindu/{name}",
                area=COUNTY,
            )  # fmt: skip
            if rng.random() < numbers.withdrawn:
                withdrawn_on = day + days(between(rng, (3, 200)))
                line.add(withdrawn_on, WithdrawMediaPost, PUBLICIST, reason=WithdrawalReason.OUTDATED)
            yield Story("media_post", name, setting.group, line.steps(name))


def survey_stories(setting: Setting) -> Iterator[Story]:
    """One of each kind a year, in November."""
    numbers, rng = setting.calibration.prevention.surveys, Random(f"{setting.group} surveys")
    rates = {SurveyKind.AWARENESS: numbers.awareness, SurveyKind.SATISFACTION: numbers.satisfaction}
    for kind, by_year in rates.items():
        for year, rate in zip(setting.calibration.data_set.years, by_year, strict=True):
            line, name = Timeline(setting.calibration.data_set.last_day), f"survey-{kind}-{year}"
            asked = between(rng, numbers.asked)
            answered = round(asked * rng.uniform(*numbers.answered))
            line.add(
                day_between(rng, date(year, 11, 2), date(year, 11, 28)), RecordSurvey, PUBLICIST, kind=kind,
                area=COUNTY, conducted_by=numbers.conducted_by, asked=asked, answered=answered,
                favourable=round(answered * rate),
            )  # fmt: skip
            yield Story("survey", name, setting.group, line.steps(name))
