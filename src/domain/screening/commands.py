"""What may be asked about screening."""

from ..commands import Command, LongText, ShortText, command
from ..references import CampaignId
from .events import ScreeningOutcome


@command(example={"outcome": "no_finding", "campaign": "清隐", "occurred_at": "2026-03-12"})
class RecordScreening(Command):
    """Record the outcome of a screening of this person.

    `campaign_id`: the campaign on whose list it counts; by the name in `campaign` it counts as well.
    """

    outcome: ScreeningOutcome
    campaign: ShortText | None = None
    campaign_id: CampaignId | None = None
    remarks: LongText | None = None


@command(example={"grounds": "排查中发现吸食工具", "legal_basis": "禁毒法 32"})
class RecordSuspicion(Command):
    """Record the reason to suspect drug use (禁毒法 32)."""

    grounds: LongText


ScreeningCommand = RecordScreening | RecordSuspicion
