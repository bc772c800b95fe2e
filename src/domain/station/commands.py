"""What may be asked about a station, its posts and its trainings."""

from decimal import Decimal
from typing import Annotated

from annotated_types import Gt, Le, MaxLen, MinLen

from ..commands import Command, ShortText, command
from ..identity.commands import AreaCode
from .events import PostRole, StationClosingReason, StationKind, VacancyReason

UserName = Annotated[str, MinLen(1), MaxLen(100)]


@command(
    example={
        "kind": "centre",
        "name": "韦州镇社区戒毒社区康复工作中心",
        "area": "640324102",
        "occurred_at": "2017-05-10",
    }
)
class OpenStation(Command):
    """Open a centre, a station or an office."""

    kind: StationKind
    name: ShortText
    area: AreaCode


@command(example={"met": True, "standard": "标准化社区戒毒社区康复工作中心", "occurred_at": "2018-06-20"})
class AssessStation(Command):
    """Record whether the station meets a standard. `standard`: which, by its title or number."""

    met: bool
    standard: ShortText


@command(example={"reason": "merged", "occurred_at": "2021-03-01"})
class CloseStation(Command):
    """Close a station in which nobody is in post any more."""

    reason: StationClosingReason


@command(example={"user": "ma.li", "role": "case_worker", "occurred_at": "2017-05-10"})
class FillPost(Command):
    """Put somebody, by user name, in post at the station.

    One post a user at one station. A user may be in post at two stations, as an officer can serve two
    townships; staffing counts each user once, where the latest post was taken up.
    """

    user: UserName
    role: PostRole


@command(example={"user": "ma.li", "reason": "moved", "occurred_at": "2020-06-01"})
class VacatePost(Command):
    """Record that somebody is no longer in post at the station. Who moves fills a post at another one."""

    user: UserName
    reason: VacancyReason


@command(
    example={
        "topic": "社区戒毒工作规范",
        "hours": "16",
        "attendees": ["ma.li"],
        "occurred_at": "2019-04-12",
    }
)
class RecordTraining(Command):
    """Record a training of staff of the station. `hours`: of each attendee. `attendees`: user names."""

    topic: ShortText
    hours: Annotated[Decimal, Gt(0), Le(1000)]
    attendees: Annotated[tuple[UserName, ...], MinLen(1), MaxLen(500)]


StationCommand = OpenStation | AssessStation | CloseStation | FillPost | VacatePost | RecordTraining
