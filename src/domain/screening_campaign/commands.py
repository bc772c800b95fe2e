"""What may be asked about a screening campaign."""

from datetime import date
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen, MinLen

from ..commands import Command, ShortText, command
from ..identity.commands import AreaCode
from ..references import PersonId
from ..screening.events import ScreeningOutcome
from .events import DropGround, LeftOpen, ScreeningCampaignReopening

_PERSON = "01970000-0000-7000-8000-0000000000e1"


@command(
    example={
        "title": "清零",
        "area": "640324",
        "first_day": "2019-04-01",
        "last_day": "2019-10-31",
        "lead_unit": "640324",
        "occurred_at": "2019-03-20",
    }
)
class OpenScreeningCampaign(Command):
    """Set up a screening campaign (排查专项行动) for an area, from `first_day` to `last_day`."""

    title: ShortText
    area: AreaCode
    first_day: date
    last_day: date
    lead_unit: ShortText


@command(example={"person_ids": [_PERSON], "occurred_at": "2019-03-25"})
class AddScreeningTargets(Command):
    """Put persons of the register on the campaign's list. Who is on it already stays there once."""

    person_ids: Annotated[tuple[PersonId, ...], MinLen(1), MaxLen(500)]


@command(example={"person_id": _PERSON, "outcome": "no_finding", "occurred_at": "2019-05-06"})
class RecordTargetScreening(Command):
    """Record that a target was screened, where the person's record does not tell it.

    A screening that is recorded for the person counts by itself: nothing is entered twice.
    """

    person_id: UUID
    outcome: ScreeningOutcome
    screening_event: UUID | None = None


@command(example={"person_id": _PERSON, "ground": "moved_away", "occurred_at": "2019-05-07"})
class DropScreeningTarget(Command):
    """Take a person off the campaign's list, for a reason."""

    person_id: UUID
    ground: DropGround


@command(example={"left_open": [{"person_id": _PERSON, "ground": "not_met"}], "occurred_at": "2019-11-08"})
class CloseScreeningCampaign(Command):
    """Close the campaign. Each target that was not screened is left open with its reason."""

    left_open: Annotated[tuple[LeftOpen, ...], MaxLen(1000)] = ()


@command(example={"ground": "new_targets", "occurred_at": "2019-12-02"})
class ReopenScreeningCampaign(Command):
    """Let the closed campaign go on."""

    ground: ScreeningCampaignReopening


ScreeningCampaignCommand = (
    OpenScreeningCampaign
    | AddScreeningTargets
    | RecordTargetScreening
    | DropScreeningTarget
    | CloseScreeningCampaign
    | ReopenScreeningCampaign
)
