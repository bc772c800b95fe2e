"""Screening campaigns: a list of persons in society; what came of it their own histories tell."""

from collections.abc import Iterator, Sequence
from random import Random
from uuid import UUID

from ...domain.areas import COUNTY
from ...domain.screening_campaign.commands import (
    AddScreeningTargets,
    CloseScreeningCampaign,
    DropScreeningTarget,
    OpenScreeningCampaign,
)
from ...domain.screening_campaign.events import DropGround, LeftOpen, LeftOpenGround
from .chance import days
from .histories import Setting, stream_of
from .lives import Life
from .records import screened_on
from .service_numbers import Campaign
from .steps import Story, Timeline

_BATCH = 500
"""Targets that a command adds at most."""
_GROUNDS = (LeftOpenGround.AWAY, LeftOpenGround.NOT_MET, LeftOpenGround.CARRIED_OVER)


def campaign_stories(setting: Setting, lives: Sequence[Life]) -> Iterator[Story]:
    """One campaign after the other."""
    for campaign in setting.calibration.campaigns.all:
        yield _story(setting, campaign, lives)


def _story(setting: Setting, campaign: Campaign, lives: Sequence[Life]) -> Story:
    numbers = setting.calibration.campaigns
    rng = Random(f"{setting.group} campaign {campaign.year}")
    actor = rng.choice(setting.staff.brigade.officers)
    line = Timeline(setting.calibration.data_set.last_day)
    opened_on = campaign.first_day - days(numbers.opened_before_days)
    listed_on = campaign.first_day - days(numbers.listed_before_days)
    line.add(
        opened_on, OpenScreeningCampaign, actor, title=campaign.title, area=COUNTY, lead_unit=COUNTY,
        first_day=campaign.first_day, last_day=campaign.last_day,
    )  # fmt: skip
    screened, open_ = _listed(setting, campaign, lives, rng)
    targets = sorted([*screened, *(stream for _, stream in open_)])
    for start in range(0, len(targets), _BATCH):
        line.add(listed_on, AddScreeningTargets, actor, person_ids=tuple(targets[start : start + _BATCH]))
    left = []
    for life, stream in open_:
        if life.died_on is not None and life.died_on <= campaign.last_day:
            line.add(life.died_on, DropScreeningTarget, actor, person_id=stream, ground=DropGround.DIED)
        else:
            left.append(LeftOpen(person_id=stream, ground=rng.choice(_GROUNDS)))
    closed_on = campaign.last_day + days(numbers.closed_after_days)
    line.add(closed_on, CloseScreeningCampaign, actor, left_open=tuple(left))
    name = f"s{campaign.year}"
    return Story("screening_campaign", name, setting.group, line.steps(name))


def _listed(
    setting: Setting, campaign: Campaign, lives: Sequence[Life], rng: Random
) -> tuple[list[UUID], list[tuple[Life, UUID]]]:
    """Who is on the list: those who are going to be screened, and some others in society."""
    listed_on = campaign.first_day - days(setting.calibration.campaigns.listed_before_days)
    screened: list[UUID] = []
    open_: list[tuple[Life, UUID]] = []
    for life in lives:
        if not life.is_settled(listed_on):
            continue
        if screened_on(setting.calibration, life, campaign.year) is not None:
            screened.append(stream_of(setting, life))
        elif rng.random() < campaign.listed:
            open_.append((life, stream_of(setting, life)))
    return screened, open_[: setting.calibration.campaigns.most_left_open]
