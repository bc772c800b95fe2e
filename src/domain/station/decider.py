"""What happens when a command on a station comes in."""

from datetime import date
from typing import assert_never, cast

from ..checks import check_area, check_no_identity_number, check_not_before
from ..commands import Command, Context
from ..events import Event
from ..person.rules import IN_FUTURE
from . import rules
from .commands import AssessStation, CloseStation, FillPost, OpenStation, RecordTraining, VacatePost
from .events import PostFilled, PostVacated, StationAssessed, StationClosed, StationOpened, TrainingHeld
from .state import Post, Station

_OnOpen = AssessStation | CloseStation | FillPost | VacatePost | RecordTraining


def decide(station: Station, command: Command, context: Context) -> list[Event]:
    """The events that follow from a command. Raises `Refused` with the rule.

    Posts at other stations are not seen here: a user may hold one at each of several.
    """
    if context.occurred_at > context.now:
        raise IN_FUTURE.refuse("occurred_at")
    if isinstance(command, OpenStation):
        if station.opened_on is not None:
            raise rules.STATION_OPENED_ALREADY.refuse()
        check_area(command.area, "area")
        return [StationOpened.of(command, context)]
    if station.opened_on is None:
        raise rules.STATION_UNKNOWN.refuse()
    if station.closed_on is not None:
        raise rules.STATION_IS_CLOSED.refuse()
    return _decide_open(station, station.opened_on, cast(_OnOpen, command), context)


def _decide_open(station: Station, opened_on: date, command: _OnOpen, context: Context) -> list[Event]:
    check_not_before(opened_on, context)
    match command:
        case AssessStation():
            return [StationAssessed.of(command, context)]
        case CloseStation():
            check_not_before(station.latest_on, context)
            if station.posts:
                raise rules.STATION_HAS_STAFF.refuse(number=len(station.posts))
            return [StationClosed.of(command, context)]
        case FillPost():
            check_no_identity_number(command.user, "user")
            if station.post_of(command.user) is not None:
                raise rules.POST_HELD_ALREADY.refuse("user", user=command.user)
            return [PostFilled.of(command, context)]
        case VacatePost():
            check_not_before(_held(station, command.user, "user").since, context)
            return [PostVacated.of(command, context)]
        case RecordTraining():
            for user in command.attendees:
                check_not_before(_held(station, user, "attendees").since, context)
            return [TrainingHeld.of(command, context)]
        case _:
            assert_never(command)


def _held(station: Station, user: str, field: str) -> Post:
    post = station.post_of(user)
    if post is None:
        raise rules.POST_NOT_HELD.refuse(field, user=user)
    return post
