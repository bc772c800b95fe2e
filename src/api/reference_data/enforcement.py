"""Campaigns, agreements with other regions and the requests under them, and the station in Dali, told."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from uuid import UUID

from ...domain.areas import COUNTY
from ...domain.campaign.commands import EndCampaign, StartCampaign
from ...domain.campaign.events import CampaignResult, Goal, GoalUnit
from ...domain.case.events import CooperationKind
from ...domain.cooperation_agreement.commands import (
    AnswerCooperationRequest,
    RecordCooperationRequest,
    SignCooperationAgreement,
)
from ...domain.cooperation_agreement.events import RequestDirection, RequestOutcome
from ...domain.liaison_station.commands import ConfirmLiaisonYear, OpenLiaisonStation
from .chance import day_between, days, new_id, weighted
from .enforcement_numbers import EnforcementCampaign, LiaisonStationNumbers, RegionalAgreement
from .histories import Setting
from .steps import Story, Timeline


def enforcement_stories(setting: Setting) -> Iterator[Story]:
    """All of them; campaigns first, as cases join them."""
    yield from enforcement_campaigns(setting)
    rng = Random(f"{setting.group} enforcement")
    for number, agreement in enumerate(setting.calibration.enforcement.agreements, 1):
        yield _agreement(setting, rng, f"agreement-{number}", agreement)
    for number, station in enumerate(setting.calibration.enforcement.stations, 1):
        yield _station(setting, rng, f"liaison-{number}", station)


def enforcement_campaigns(setting: Setting) -> Iterator[Story]:
    """Each campaign, in the order of the calibration."""
    for number, campaign in enumerate(setting.calibration.enforcement.campaigns, 1):
        yield _campaign(setting, f"campaign-{number}", campaign)


def campaigns_of_cases(setting: Setting, year: int) -> list[UUID]:
    """The campaigns that the county's cases of a year join."""
    told = zip(setting.calibration.enforcement.campaigns, enforcement_campaigns(setting), strict=True)
    return [
        story.stream for one, story in told if one.cases and one.first_day.year <= year <= one.last_day.year
    ]


def _campaign(setting: Setting, name: str, campaign: EnforcementCampaign) -> Story:
    line = Timeline(setting.calibration.data_set.last_day)
    actor = setting.staff.brigade.officers[0]
    goals = tuple(
        Goal(CampaignResult(result), Decimal(number), GoalUnit(unit))
        for result, number, unit in campaign.goals
    )
    line.add(
        campaign.first_day, StartCampaign, actor, title=campaign.title, area=COUNTY,
        started_on=campaign.first_day, planned_end=campaign.last_day, goals=goals,
        lead_unit=setting.calibration.enforcement.lead_unit,
    )  # fmt: skip
    line.add(campaign.last_day, EndCampaign, actor, ended_on=campaign.last_day)
    return Story("campaign", name, setting.group, line.steps(name))


def _agreement(setting: Setting, rng: Random, name: str, agreement: RegionalAgreement) -> Story:
    numbers, years = setting.calibration.enforcement, setting.calibration.data_set.years
    line = Timeline(setting.calibration.data_set.last_day)
    line.add(
        agreement.signed_on, SignCooperationAgreement, setting.staff.brigade.officers[0],
        title=agreement.title, area=COUNTY, partner_regions=tuple(agreement.partners),
        signed_on=agreement.signed_on, lead_unit=numbers.lead_unit,
    )  # fmt: skip
    for year, count in zip(years, agreement.requests, strict=True):
        for _ in range(count):
            _request(setting, rng, line, agreement, day_between(rng, date(year, 1, 6), date(year, 12, 20)))
    return Story("cooperation_agreement", name, setting.group, line.steps(name))


def _request(setting: Setting, rng: Random, line: Timeline, agreement: RegionalAgreement, day: date) -> None:
    numbers, actor = setting.calibration.enforcement, rng.choice(setting.staff.brigade.officers)
    request_id = new_id(rng)
    line.add(
        day, RecordCooperationRequest, actor, request_id=request_id, asked_on=day,
        direction=rng.choice(list(RequestDirection)), partner_region=rng.choice(agreement.partners),
        kind=rng.choice(list(CooperationKind)[:3]),
    )  # fmt: skip
    answered_on = day + days(rng.randint(*numbers.answered_after_days))
    if rng.random() < numbers.answered:
        line.add(
            answered_on, AnswerCooperationRequest, actor, request_id=request_id, answered_on=answered_on,
            outcome=RequestOutcome(weighted(rng, numbers.outcomes)),
        )  # fmt: skip


def _station(setting: Setting, rng: Random, name: str, station: LiaisonStationNumbers) -> Story:
    line, actor = Timeline(setting.calibration.data_set.last_day), setting.staff.brigade.officers[0]
    line.add(
        station.opened_on, OpenLiaisonStation, actor, title=station.title, host_region=station.host_region,
        opened_on=station.opened_on, lead_unit=setting.calibration.enforcement.lead_unit,
    )  # fmt: skip
    for year in range(station.opened_on.year, setting.calibration.data_set.last_year + 1):
        officers = rng.randint(*station.officers)
        line.add(date(year, 12, 31), ConfirmLiaisonYear, actor, year=year, officers=officers)
    return Story("liaison_station", name, setting.group, line.steps(name))
