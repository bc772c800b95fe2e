"""What may be asked about who answers for what."""

from datetime import date

from ..commands import Command, ShortText, command
from ..identity.commands import AreaCode
from .events import ClosingReason, EndingReason, LeadingBody, Mechanism


@command(
    example={
        "mechanism": "cadre_village",
        "area": "640324102",
        "place": "示例重点村",
        "occurred_at": "2019-03-01",
    }
)
class OpenResponsibility(Command):
    """Say that somebody is to answer for something.

    `place`: the duty of a unit (行业部门责任), or the village by name, as villages have no verified codes; of
    `leader_township` the area is the place, and none is given.
    """

    mechanism: Mechanism
    area: AreaCode
    place: ShortText | None = None


@command(example={"holder": "ma.xiulan", "last_day": "2021-02-28", "occurred_at": "2019-03-01"})
class AssignResponsibility(Command):
    """Let a post, a unit or a cadre answer for it. Several may, such as two leaders for one township.

    `holder`: a leader's post (县委副书记), a unit's name, or a cadre's user name. `leading_body`: of leaders
    only. `last_day`: until when; until further notice, if not given.
    """

    holder: ShortText
    leading_body: LeadingBody | None = None
    last_day: date | None = None


@command(example={"holder": "ma.xiulan", "last_day": "2023-02-28", "occurred_at": "2021-02-20"})
class RenewResponsibility(Command):
    """Let the same holder answer for it longer. `last_day`: until further notice, if not given."""

    holder: ShortText
    last_day: date | None = None


@command(example={"holder": "ma.xiulan", "reason": "replaced", "occurred_at": "2022-06-01"})
class EndResponsibility(Command):
    """Record that a holder no longer answers for it."""

    holder: ShortText
    reason: EndingReason


@command(example={"reason": "no_longer_key", "occurred_at": "2023-01-10"})
class CloseResponsibility(Command):
    """Record that nobody has to answer for it any longer; whoever does is released."""

    reason: ClosingReason


ResponsibilityCommand = (
    OpenResponsibility | AssignResponsibility | RenewResponsibility | EndResponsibility | CloseResponsibility
)
