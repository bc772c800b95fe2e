"""What happens when a command on a liaison station comes in."""

from datetime import date, datetime, time
from typing import assert_never, cast

from ..areas import COUNTY
from ..calendar import SHANGHAI, law_date
from ..checks import check_area
from ..commands import Command, Context
from ..events import Event
from ..person.rules import IN_FUTURE
from . import rules
from .commands import CloseLiaisonStation, ConfirmLiaisonYear, LiaisonStationCommand, OpenLiaisonStation
from .events import LiaisonStationClosed, LiaisonStationOpened, LiaisonYearConfirmed
from .state import LiaisonStation


def decide(station: LiaisonStation, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    asked = cast(LiaisonStationCommand, command)
    if isinstance(asked, OpenLiaisonStation):
        return _open(station, asked, context)
    if station.opened_on is None:
        raise rules.LIAISON_STATION_UNKNOWN.refuse()
    if station.closed_on is not None:
        raise rules.LIAISON_IS_CLOSED.refuse()
    match asked:
        case ConfirmLiaisonYear():
            return _confirm(station, station.opened_on, asked, context)
        case CloseLiaisonStation():
            return _close(station, station.opened_on, asked, context)
        case _:
            assert_never(asked)


def _open(station: LiaisonStation, command: OpenLiaisonStation, context: Context) -> list[Event]:
    if station.opened_on is not None:
        raise rules.LIAISON_OPENED_ALREADY.refuse()
    if command.opened_on > law_date(context.occurred_at):
        raise rules.LIAISON_OPENED_LATER.refuse("opened_on")
    check_area(command.host_region, "host_region")
    if command.host_region.startswith(COUNTY):
        raise rules.LIAISON_AT_HOME.refuse("host_region", code=command.host_region)
    occurred_at = command.occurred_at or datetime.combine(command.opened_on, time(), SHANGHAI)
    return [LiaisonStationOpened.of(command, context, occurred_at=occurred_at)]


def _confirm(
    station: LiaisonStation, opened_on: date, command: ConfirmLiaisonYear, context: Context
) -> list[Event]:
    if not opened_on.year <= command.year <= law_date(context.occurred_at).year:
        raise rules.YEAR_OUTSIDE.refuse("year", year=command.year)
    if station.is_confirmed(command.year):
        raise rules.YEAR_CONFIRMED_ALREADY.refuse("year", year=command.year)
    return [LiaisonYearConfirmed.of(command, context)]


def _close(
    station: LiaisonStation, opened_on: date, command: CloseLiaisonStation, context: Context
) -> list[Event]:
    first = max([opened_on, *(date(staffed.year, 1, 1) for staffed in station.years)])
    if command.closed_on < first:
        raise rules.LIAISON_CLOSES_EARLY.refuse("closed_on", day=first)
    if command.closed_on > law_date(context.occurred_at):
        raise rules.LIAISON_CLOSES_LATER.refuse("closed_on")
    return [LiaisonStationClosed.of(command, context)]
