"""What happens when a command on a venue comes in."""

from typing import assert_never, cast

from ..checks import check_area, check_no_personal_number, check_not_before
from ..commands import Command, Context
from ..events import Event
from ..fund.amounts import check_fen
from ..person.rules import IN_FUTURE
from . import rules
from .commands import CloseVenue, InvestInVenue, OpenVenue
from .events import VenueClosed, VenueInvested, VenueOpened
from .state import Venue


def decide(venue: Venue, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command. Raises `Refused` with the rule.

    Money may be put in before the opening: that is when most of it is.
    """
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    if isinstance(command, OpenVenue):
        if venue.opened_on is not None:
            raise rules.VENUE_OPENED_ALREADY.refuse()
        check_area(command.area, "area")
        check_no_personal_number(command.name, "name")
        return [VenueOpened.of(command, context)]
    if venue.opened_on is None:
        raise rules.VENUE_UNKNOWN.refuse()
    if venue.closed_on is not None:
        raise rules.VENUE_IS_CLOSED.refuse()
    return _decide_open(venue, cast(InvestInVenue | CloseVenue, command), context)


def _decide_open(venue: Venue, command: InvestInVenue | CloseVenue, context: Context) -> list[Event]:
    match command:
        case InvestInVenue():
            check_fen(command.amount_cny)
            return [VenueInvested.of(command, context)]
        case CloseVenue():
            check_not_before(venue.latest_on, context)
            return [VenueClosed.of(command, context)]
        case _:
            assert_never(command)
