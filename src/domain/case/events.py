"""Case events. Names and fields are stored for ever: add, never rename.

No field holds free text about a person: a case has no person's key to seal it with. What is not recorded at
all, and why: docs/decisions/0017-enforcement-minimised.md.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from ..events import Event, event
from ..restricted import RestrictedPersonId


class CaseKind(StrEnum):
    """What a drug case (毒品案件) is about."""

    TRAFFICKING = "trafficking"
    """贩卖毒品"""
    SMUGGLING = "smuggling"
    """走私毒品"""
    TRANSPORT = "transport"
    """运输毒品"""
    MANUFACTURE = "manufacture"
    """制造毒品"""
    POSSESSION = "possession"
    """非法持有毒品"""
    CULTIVATION = "cultivation"
    """非法种植毒品原植物"""
    SHELTERING_DRUG_USE = "sheltering_drug_use"
    """容留他人吸毒"""
    PRECURSORS = "precursors"
    """制毒物品、易制毒化学品"""
    OTHER = "other"


class ArrestKind(StrEnum):
    """Two cohorts that are counted apart: neither is a part of the other."""

    CAUGHT = "caught"
    """抓获"""
    ARREST_WARRANT = "arrest_warrant"
    """逮捕"""


class Substance(StrEnum):
    """Which drug was seized."""

    HEROIN = "heroin"
    OPIUM = "opium"
    MORPHINE = "morphine"
    METHAMPHETAMINE = "methamphetamine"
    KETAMINE = "ketamine"
    MDMA = "mdma"
    METHCATHINONE = "methcathinone"
    CANNABIS = "cannabis"
    COCAINE = "cocaine"
    ETOMIDATE = "etomidate"
    """依托咪酯 (scheduled on 2023-10-01)"""
    OTHER = "other"


class Unit(StrEnum):
    """In what something was weighed, counted or measured when it was seized."""

    KILOGRAM = "kg"
    GRAM = "g"
    MILLIGRAM = "mg"
    TABLET = "tablet"
    """片、粒"""
    MILLILITRE = "ml"


class CooperationKind(StrEnum):
    """How two regions worked together on a case."""

    JOINT_INVESTIGATION = "joint_investigation"
    """联合侦办"""
    ASSISTED_ARREST = "assisted_arrest"
    """协助抓捕"""
    ASSISTED_EVIDENCE = "assisted_evidence"
    """协助取证"""
    CASE_TRANSFER = "case_transfer"
    """案件移交"""
    OTHER = "other"


class CaseOutcome(StrEnum):
    """With what a case was closed."""

    SOLVED = "solved"
    """破案"""
    TRANSFERRED = "transferred"
    """移送其他机关"""
    WITHDRAWN = "withdrawn"
    """撤销案件"""
    OTHER = "other"


class ReopeningGround(StrEnum):
    """Why a closed case was opened again."""

    NEW_FACTS = "new_facts"
    NEW_SUSPECT = "new_suspect"
    RECORD_INCOMPLETE = "record_incomplete"
    OTHER = "other"


@event("case.opened/1")
class CaseOpened(Event):
    """A case was put on the books. `external`: solved elsewhere, but linked to natives of the county."""

    case_number: str
    kind: CaseKind
    opened_on: date
    lead_region: str
    partner_regions: tuple[str, ...] = ()
    external: bool = False


@event("case.suspect_added/1")
class SuspectAdded(Event):
    """The case has a suspect, under a pseudonym. `person_id`: the person on the register, where it is one."""

    suspect_id: str
    person_id: RestrictedPersonId | None = None
    county_native: bool = False


@event("case.suspect_arrested/1")
class SuspectArrested(Event):
    """A suspect was caught, or arrested under a warrant. `earlier_case`: the case whose suspect it is."""

    suspect_id: str
    kind: ArrestKind
    earlier_case: str | None = None


@event("case.drugs_seized/1")
class DrugsSeized(Event):
    """Drugs were seized. `mass_g`: grams. `amount`, `unit`: as it was weighed, where that is not in grams."""

    substance: Substance
    mass_g: Decimal
    amount: Decimal | None = None
    unit: Unit | None = None


@event("case.cooperation_recorded/1")
class CooperationRecorded(Event):
    """Another region took part in the case."""

    partner_region: str
    kind: CooperationKind


@event("case.joined_campaign/1")
class CaseJoinedCampaign(Event):
    """The case is counted among the results of a campaign (专项行动)."""

    campaign_id: UUID


@event("case.closed/1")
class CaseClosed(Event):
    """The case is closed; nothing is added to it until it is reopened."""

    outcome: CaseOutcome


@event("case.reopened/1")
class CaseReopened(Event):
    """The closed case is open again."""

    ground: ReopeningGround


CaseEvent = (
    CaseOpened
    | SuspectAdded
    | SuspectArrested
    | DrugsSeized
    | CooperationRecorded
    | CaseJoinedCampaign
    | CaseClosed
    | CaseReopened
)
