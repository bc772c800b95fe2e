"""The kinds of stream there are, each with its decider. The names of a kind's events begin with its name."""

from .campaign import decider as campaign
from .campaign import state as campaign_state
from .campaign.events import CampaignStarted
from .campaign.rules import ENFORCEMENT_CAMPAIGN_UNKNOWN
from .case import decider as case
from .case import state as case_state
from .case.events import CaseOpened
from .case.rules import CASE_UNKNOWN
from .cooperation_agreement import decider as cooperation_agreement
from .cooperation_agreement import state as cooperation_agreement_state
from .cooperation_agreement.events import AgreementWithRegionsSigned
from .cooperation_agreement.rules import COOPERATION_AGREEMENT_UNKNOWN
from .events import Event
from .fund import decider as fund
from .fund import state as fund_state
from .fund.events import FundPlanned
from .fund.rules import FUND_UNKNOWN
from .identity.events import PersonRegistered
from .key_task import decider as key_task
from .key_task import state as key_task_state
from .key_task.events import KeyTaskSet
from .key_task.rules import KEY_TASK_UNKNOWN
from .kind import Kind
from .liaison_station import decider as liaison_station
from .liaison_station import state as liaison_station_state
from .liaison_station.events import LiaisonStationOpened
from .liaison_station.rules import LIAISON_STATION_UNKNOWN
from .media_post import decider as media_post
from .media_post import state as media_post_state
from .media_post.events import MediaPostPublished
from .media_post.rules import MEDIA_POST_UNKNOWN
from .person import decider as person
from .person import state as person_state
from .person.rules import UNKNOWN_PERSON
from .prevention_plan import decider as prevention_plan
from .prevention_plan import state as prevention_plan_state
from .prevention_plan.events import PreventionPlanMade
from .prevention_plan.rules import PREVENTION_PLAN_UNKNOWN
from .responsibility import decider as responsibility
from .responsibility import state as responsibility_state
from .responsibility.events import ResponsibilityOpened
from .responsibility.rules import RESPONSIBILITY_UNKNOWN
from .school_programme import decider as school_programme
from .school_programme import state as school_programme_state
from .school_programme.events import SchoolRegistered
from .school_programme.rules import SCHOOL_UNKNOWN
from .screening_campaign import decide as screening_campaign
from .screening_campaign import state as screening_campaign_state
from .screening_campaign.events import ScreeningCampaignOpened
from .screening_campaign.rules import SCREENING_CAMPAIGN_UNKNOWN
from .station import decider as station
from .station import state as station_state
from .station.events import StationOpened
from .station.rules import STATION_UNKNOWN
from .survey import decider as survey
from .survey import state as survey_state
from .survey.events import SurveyRecorded
from .survey.rules import SURVEY_UNKNOWN
from .venue import decider as venue
from .venue import state as venue_state
from .venue.events import VenueOpened
from .venue.rules import VENUE_UNKNOWN

PERSON = Kind(
    "person",
    "persons",
    person_state.NEW_PERSON,
    person.decide,
    person_state.evolve,
    PersonRegistered,
    UNKNOWN_PERSON,
)
CASE = Kind("case", "cases", case_state.NEW_CASE, case.decide, case_state.evolve, CaseOpened, CASE_UNKNOWN)
CAMPAIGN = Kind(
    "campaign",
    "campaigns",
    campaign_state.NEW_CAMPAIGN,
    campaign.decide,
    campaign_state.evolve,
    CampaignStarted,
    ENFORCEMENT_CAMPAIGN_UNKNOWN,
)
COOPERATION_AGREEMENT = Kind(
    "cooperation_agreement",
    "cooperation-agreements",
    cooperation_agreement_state.NEW_COOPERATION_AGREEMENT,
    cooperation_agreement.decide,
    cooperation_agreement_state.evolve,
    AgreementWithRegionsSigned,
    COOPERATION_AGREEMENT_UNKNOWN,
)
LIAISON_STATION = Kind(
    "liaison_station",
    "liaison-stations",
    liaison_station_state.NEW_LIAISON_STATION,
    liaison_station.decide,
    liaison_station_state.evolve,
    LiaisonStationOpened,
    LIAISON_STATION_UNKNOWN,
)
SCREENING_CAMPAIGN = Kind(
    "screening_campaign",
    "screening-campaigns",
    screening_campaign_state.NEW_CAMPAIGN,
    screening_campaign.decide,
    screening_campaign_state.evolve,
    ScreeningCampaignOpened,
    SCREENING_CAMPAIGN_UNKNOWN,
    register=(screening_campaign_state.NEW_RECORD, screening_campaign_state.evolve_record),
)
RESPONSIBILITY = Kind(
    "responsibility",
    "responsibilities",
    responsibility_state.NEW_RESPONSIBILITY,
    responsibility.decide,
    responsibility_state.evolve,
    ResponsibilityOpened,
    RESPONSIBILITY_UNKNOWN,
)
KEY_TASK = Kind(
    "key_task",
    "key-tasks",
    key_task_state.NEW_KEY_TASK,
    key_task.decide,
    key_task_state.evolve,
    KeyTaskSet,
    KEY_TASK_UNKNOWN,
)
FUND = Kind("fund", "funds", fund_state.NEW_FUND, fund.decide, fund_state.evolve, FundPlanned, FUND_UNKNOWN)
STATION = Kind(
    "station",
    "stations",
    station_state.NEW_STATION,
    station.decide,
    station_state.evolve,
    StationOpened,
    STATION_UNKNOWN,
)
PREVENTION_PLAN = Kind(
    "prevention_plan",
    "prevention-plans",
    prevention_plan_state.NEW_PREVENTION_PLAN,
    prevention_plan.decide,
    prevention_plan_state.evolve,
    PreventionPlanMade,
    PREVENTION_PLAN_UNKNOWN,
)
VENUE = Kind(
    "venue",
    "venues",
    venue_state.NEW_VENUE,
    venue.decide,
    venue_state.evolve,
    VenueOpened,
    VENUE_UNKNOWN,
)
SCHOOL_PROGRAMME = Kind(
    "school_programme",
    "school-programmes",
    school_programme_state.NEW_SCHOOL_PROGRAMME,
    school_programme.decide,
    school_programme_state.evolve,
    SchoolRegistered,
    SCHOOL_UNKNOWN,
)
MEDIA_POST = Kind(
    "media_post",
    "media-posts",
    media_post_state.NEW_MEDIA_POST,
    media_post.decide,
    media_post_state.evolve,
    MediaPostPublished,
    MEDIA_POST_UNKNOWN,
)
SURVEY = Kind(
    "survey",
    "surveys",
    survey_state.NEW_SURVEY,
    survey.decide,
    survey_state.evolve,
    SurveyRecorded,
    SURVEY_UNKNOWN,
)

COUNTY_KINDS: tuple[Kind, ...] = (
    CASE,
    CAMPAIGN,
    COOPERATION_AGREEMENT,
    LIAISON_STATION,
    SCREENING_CAMPAIGN,
    RESPONSIBILITY,
    KEY_TASK,
    FUND,
    STATION,
    PREVENTION_PLAN,
    VENUE,
    SCHOOL_PROGRAMME,
    MEDIA_POST,
    SURVEY,
)
"""All that are no persons and have a register of their own; their states are `CountyState`s."""

COUNTY_BY_NAME = {kind.name: kind for kind in COUNTY_KINDS}
BY_NAME = {PERSON.name: PERSON} | COUNTY_BY_NAME


def kind_of(beginning: Event) -> Kind:
    """The kind of a stream, by its first event."""
    return COUNTY_BY_NAME.get(subject_of(beginning.TYPE), PERSON)


def subject_of(event_type: str) -> str:
    """Of which kind of stream an event tells, by its stored name. What no other kind has is of persons."""
    name = event_type.partition(".")[0]
    return name if name in COUNTY_BY_NAME else PERSON.name
