"""What may be asked about a case."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen, MinLen

from ..commands import Command, ShortText, command
from ..identity.commands import AreaCode
from ..references import PersonId, RefersTo
from .events import ArrestKind, CaseKind, CaseOutcome, CooperationKind, ReopeningGround, Substance, Unit

EnforcementCampaignId = Annotated[UUID, RefersTo("campaign")]
SuspectId = Annotated[str, MinLen(1), MaxLen(64)]
"""A pseudonym; never a name or an identity number."""


@command(
    example={
        "case_number": "同公(禁)立字[2020]0016号",
        "kind": "trafficking",
        "opened_on": "2020-05-14",
        "lead_region": "640324",
        "partner_regions": ["532901"],
        "external": False,
    }
)
class OpenCase(Command):
    """Put a case on the books. `external`: solved elsewhere, but linked to natives of the county.

    `occurred_at` is the beginning of `opened_on`, if not given.
    """

    case_number: ShortText
    kind: CaseKind
    opened_on: date
    lead_region: AreaCode
    partner_regions: Annotated[tuple[AreaCode, ...], MaxLen(50)] = ()
    external: bool = False


@command(example={"suspect_id": "2020-0016-S1", "county_native": True, "occurred_at": "2020-05-20"})
class AddSuspect(Command):
    """Add a suspect under a pseudonym. `person_id`: the person on the register, where it is one."""

    suspect_id: SuspectId | None = None
    person_id: PersonId | None = None
    county_native: bool = False


@command(example={"suspect_id": "2020-0016-S1", "kind": "caught", "occurred_at": "2020-05-20"})
class RecordArrest(Command):
    """Record that a suspect was caught (抓获), or arrested under a warrant (逮捕).

    A warrant may be for a suspect of an earlier case: `earlier_case` then gives that case's number.
    """

    suspect_id: SuspectId
    kind: ArrestKind
    earlier_case: ShortText | None = None


@command(example={"substance": "heroin", "amount": "1.2505", "unit": "kg", "occurred_at": "2020-05-20"})
class RecordSeizure(Command):
    """Record drugs that were seized, by mass: `amount` with its `unit` (kg, g, mg), or `mass_g` in grams.

    Whole milligrams. Of tablets and liquids the mass is given too: nothing is reckoned from their number.
    """

    substance: Substance
    mass_g: Decimal | None = None
    amount: Decimal | None = None
    unit: Unit | None = None


@command(example={"partner_region": "532901", "kind": "joint_investigation", "occurred_at": "2020-05-18"})
class RecordCooperation(Command):
    """Record that another region took part in the case."""

    partner_region: AreaCode
    kind: CooperationKind


@command(example={"campaign_id": "01970000-0000-7000-8000-0000000000c1", "occurred_at": "2020-05-21"})
class JoinCampaign(Command):
    """Count the case among the results of a campaign (专项行动); a case may be in several."""

    campaign_id: EnforcementCampaignId


@command(example={"outcome": "solved", "occurred_at": "2020-09-30"})
class CloseCase(Command):
    """Close the case with its outcome."""

    outcome: CaseOutcome


@command(example={"ground": "new_suspect", "occurred_at": "2020-11-02"})
class ReopenCase(Command):
    """Open the closed case again."""

    ground: ReopeningGround


CaseCommand = (
    OpenCase
    | AddSuspect
    | RecordArrest
    | RecordSeizure
    | RecordCooperation
    | JoinCampaign
    | CloseCase
    | ReopenCase
)
