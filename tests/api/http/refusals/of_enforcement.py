"""What cannot be of a campaign, of an agreement with other regions, and of a station elsewhere."""

from functools import partial

from tongxin.domain.campaign.commands import StartCampaign
from tongxin.domain.cooperation_agreement.commands import SignCooperationAgreement
from tongxin.domain.liaison_station.commands import OpenLiaisonStation

from . import telling
from .telling import Refusal, Step

CAMPAIGNS, AGREEMENTS, STATIONS = "campaigns", "cooperation-agreements", "liaison-stations"
campaign = partial(telling.do, of=CAMPAIGNS)
agreement = partial(telling.do, of=AGREEMENTS)
station = partial(telling.do, of=STATIONS)


def start(**changes: object) -> Step:
    return Step(None, StartCampaign.EXAMPLE | changes)


def sign(**changes: object) -> Step:
    return Step(None, SignCooperationAgreement.EXAMPLE | changes)


def open_station(**changes: object) -> Step:
    return Step(None, OpenLiaisonStation.EXAMPLE | changes)


def goals(*given: tuple[str, str, str]) -> Step:
    named = [{"result": result, "number": number, "unit": unit} for result, number, unit in given]
    return campaign("goals", goals=named)


ASKED, END, CLOSE, YEAR = agreement("requests"), agreement("endings"), station("closings"), station("years")
FOUND = ("persons_found", "60", "persons")
OF_CAMPAIGNS = [
    Refusal("enforcement-campaign-unknown", None, goals(FOUND), on=CAMPAIGNS, of_nobody=True),
    Refusal("campaign-started-later", "started_on", start(occurred_at="2020-03-31"), on=CAMPAIGNS),
    Refusal("planned-end-before-start", "planned_end", start(planned_end="2020-03-31"), on=CAMPAIGNS),
    Refusal("campaign-ended-already", None, goals(FOUND), (campaign("endings"),), on=CAMPAIGNS),
    Refusal(
        "campaign-ends-before-start", "ended_on", campaign("endings", ended_on="2020-03-31"), on=CAMPAIGNS
    ),
    Refusal("campaign-ends-later", "ended_on", campaign("endings", ended_on="2021-01-01"), on=CAMPAIGNS),
    Refusal("goal-not-positive", "goals", goals(("persons_found", "0", "persons")), on=CAMPAIGNS),
    Refusal("goal-unit-differs", "goals", goals(("persons_found", "60", "kg")), on=CAMPAIGNS),
    Refusal("goal-given-twice", "goals", goals(FOUND, FOUND), on=CAMPAIGNS),
]
OF_AGREEMENTS = [
    Refusal("cooperation-agreement-unknown", None, ASKED, on=AGREEMENTS, of_nobody=True),
    Refusal("cooperation-agreement-signed-later", "signed_on", sign(occurred_at="2016-04-19"), on=AGREEMENTS),
    Refusal("valid-until-before-signed", "valid_until", sign(valid_until="2016-04-19"), on=AGREEMENTS),
    Refusal("partner-is-here", "partner_regions", sign(partner_regions=["640324"]), on=AGREEMENTS),
    Refusal("partner-named-twice", "partner_regions", sign(partner_regions=["610802"] * 2), on=AGREEMENTS),
    Refusal("not-a-partner", "partner_region", agreement("requests", partner_region="532901"), on=AGREEMENTS),
    Refusal("cooperation-agreement-ended", None, ASKED, (END,), on=AGREEMENTS),
    Refusal(
        "asked-outside-agreement", "asked_on", agreement("requests", asked_on="2016-04-19"), on=AGREEMENTS
    ),
    Refusal("request-unknown", "request_id", agreement("answers"), on=AGREEMENTS),
    Refusal(
        "request-answered-already",
        "request_id",
        agreement("answers", outcome="refused"),
        (ASKED, agreement("answers")),
        on=AGREEMENTS,
    ),
    Refusal(
        "answered-outside",
        "answered_on",
        agreement("answers", answered_on="2020-05-17"),
        (ASKED,),
        on=AGREEMENTS,
    ),
    Refusal(
        "agreement-ended-outside", "ended_on", agreement("endings", ended_on="2021-01-01"), on=AGREEMENTS
    ),
]
OF_STATIONS = [
    Refusal("liaison-station-unknown", None, YEAR, on=STATIONS, of_nobody=True),
    Refusal("liaison-station-opened-later", "opened_on", open_station(occurred_at="2004-02-29"), on=STATIONS),
    Refusal("liaison-station-at-home", "host_region", open_station(host_region="640324"), on=STATIONS),
    Refusal("liaison-station-is-closed", None, YEAR, (CLOSE,), on=STATIONS),
    Refusal("year-outside", "year", station("years", year=2003), on=STATIONS),
    Refusal("year-confirmed-already", "year", station("years", officers=2), (YEAR,), on=STATIONS),
    Refusal(
        "liaison-station-closes-early", "closed_on", station("closings", closed_on="2003-12-31"), on=STATIONS
    ),
    Refusal(
        "liaison-station-closes-later", "closed_on", station("closings", closed_on="2021-01-01"), on=STATIONS
    ),
]
REFUSALS = [*OF_CAMPAIGNS, *OF_AGREEMENTS, *OF_STATIONS]
