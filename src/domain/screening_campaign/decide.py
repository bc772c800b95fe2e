"""What happens when a command on a screening campaign comes in."""

from datetime import date
from typing import assert_never, cast, get_args
from uuid import UUID

from ..checks import check_area, check_not_before
from ..commands import Command, Context
from ..events import Event
from ..person.rules import IN_FUTURE
from . import rules
from .commands import (
    AddScreeningTargets,
    CloseScreeningCampaign,
    DropScreeningTarget,
    OpenScreeningCampaign,
    RecordTargetScreening,
    ReopenScreeningCampaign,
    ScreeningCampaignCommand,
)
from .events import (
    ScreeningCampaignClosed,
    ScreeningCampaignOpened,
    ScreeningCampaignReopened,
    ScreeningTargetDropped,
    ScreeningTargetsAdded,
    TargetScreened,
)
from .state import Campaign, settles

COMMANDS: tuple[type[Command], ...] = get_args(ScreeningCampaignCommand)
"""Every command that a campaign stream takes."""

_OnOpenCampaign = AddScreeningTargets | RecordTargetScreening | DropScreeningTarget | CloseScreeningCampaign


def decide(campaign: Campaign, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command; an empty list where nothing changes.

    Raises `Refused` with the rule.
    """
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    first_day = campaign.record.first_day
    if isinstance(command, OpenScreeningCampaign):
        return _open(campaign, command, context)
    if first_day is None:
        raise rules.SCREENING_CAMPAIGN_UNKNOWN.refuse()
    if isinstance(command, ReopenScreeningCampaign):
        if campaign.record.closed_on is None:
            raise rules.CAMPAIGN_NOT_CLOSED.refuse()
        check_not_before(campaign.record.closed_on, context)
        return [ScreeningCampaignReopened.of(command, context)]
    if campaign.record.closed_on is not None:
        raise rules.CAMPAIGN_IS_CLOSED.refuse()
    return _decide_open(campaign, first_day, cast(_OnOpenCampaign, command), context)


def _decide_open(
    campaign: Campaign, first_day: date, command: _OnOpenCampaign, context: Context
) -> list[Event]:
    match command:
        case AddScreeningTargets():
            new = tuple(dict.fromkeys(one for one in command.person_ids if one not in campaign.targets))
            return [ScreeningTargetsAdded.of(command, context, person_ids=new)] if new else []
        case RecordTargetScreening():
            _check_target(campaign, command.person_id)
            check_not_before(first_day, context)
            if settles(campaign.targets[command.person_id]):
                raise rules.TARGET_SCREENED_ALREADY.refuse("person_id")
            return [TargetScreened.of(command, context)]
        case DropScreeningTarget():
            _check_target(campaign, command.person_id)
            return [ScreeningTargetDropped.of(command, context)]
        case CloseScreeningCampaign():
            return _close(campaign, first_day, command, context)
        case _:
            assert_never(command)


def _open(campaign: Campaign, command: OpenScreeningCampaign, context: Context) -> list[Event]:
    if campaign.record.first_day is not None:
        raise rules.CAMPAIGN_OPENED_ALREADY.refuse()
    check_area(command.area, "area")
    if command.last_day < command.first_day:
        raise rules.CAMPAIGN_ENDS_EARLY.refuse("last_day")
    return [ScreeningCampaignOpened.of(command, context)]


def _close(
    campaign: Campaign, first_day: date, command: CloseScreeningCampaign, context: Context
) -> list[Event]:
    """Who is screened is told by this stream, or by the person's own."""
    check_not_before(max(first_day, campaign.record.latest_on), context)
    unsettled = campaign.unsettled
    named = {one.person_id for one in command.left_open}
    wrong = next((one.person_id for one in command.left_open if one.person_id not in unsettled), None)
    if wrong is not None or len(named) < len(command.left_open):
        raise rules.TARGET_NOT_OPEN.refuse("left_open", person_id=wrong or command.left_open[0].person_id)
    if missing := unsettled - named:
        raise rules.TARGETS_OPEN.refuse("left_open", number=len(missing))
    return [ScreeningCampaignClosed.of(command, context)]


def _check_target(campaign: Campaign, person_id: UUID) -> None:
    if person_id not in campaign.targets:
        raise rules.NOT_A_TARGET.refuse("person_id")
