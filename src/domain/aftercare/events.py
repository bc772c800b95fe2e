"""Aftercare events. Names and fields are stored for ever: add, never rename."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from ..events import Event, Sealed, event


class ClockStart(StrEnum):
    """From what the abstinence clock counts."""

    LAST_POSITIVE_TEST = "last_positive_test"
    LAST_CAUGHT = "last_caught"
    """最近一次查获"""
    RELEASE = "release"
    """出所、刑满释放"""
    OTHER = "other"


class ClockPause(StrEnum):
    """Why the abstinence clock does not count: time that is not spent in society."""

    COMPULSORY_ISOLATION = "compulsory_isolation"
    CUSTODY = "custody"
    IMPRISONMENT = "imprisonment"
    OTHER = "other"


class RelapseFound(StrEnum):
    """How relapse (复吸) was found."""

    POSITIVE_TEST = "positive_test"
    CAUGHT = "caught"
    ADMITTED = "admitted"
    OTHER = "other"


@event("aftercare.milestone_planned/1")
class MilestonePlanned(Event):
    """A step of aftercare (后续照管) is to be reached by `due_on`, that day included.

    `programme`: a code of the county's own, such as "6231" or "23444"; it is given no meaning here.
    """

    milestone_id: UUID
    programme: str
    title: str
    due_on: date


@event("aftercare.milestone_reached/1")
class MilestoneReached(Event):
    """The step was reached, be it late."""

    milestone_id: UUID
    remarks: Sealed[str] = None


@event("aftercare.milestone_missed/1")
class MilestoneMissed(Event):
    """The day by which it was due went by, and the step was not reached."""

    milestone_id: UUID
    remarks: Sealed[str] = None


@event("aftercare.milestone_excused/1")
class MilestoneExcused(Event):
    """The step need not be reached, for a reason."""

    milestone_id: UUID
    reason: Sealed[str] = None


@event("abstinence.started/1")
class AbstinenceStarted(Event):
    """The abstinence clock counts from `occurred_at` (戒断)."""

    ground: ClockStart


@event("abstinence.paused/1")
class AbstinencePaused(Event):
    """The abstinence clock does not count from `occurred_at` on."""

    ground: ClockPause


@event("abstinence.resumed/1")
class AbstinenceResumed(Event):
    """The abstinence clock counts again from `occurred_at` on."""


@event("abstinence.reset/1")
class AbstinenceReset(Event):
    """Relapse (复吸): the abstinence clock is at zero at `occurred_at`. One that was paused stays paused."""

    ground: RelapseFound
    remarks: Sealed[str] = None


@event("abstinence.three_years_confirmed/1")
class ThreeYearAbstinenceConfirmed(Event):
    """An officer has confirmed three years of abstinence (戒断三年未复吸, 戒毒条例 7)."""

    remarks: Sealed[str] = None


@event("dynamic_control.ended/1")
class DynamicControlEnded(Event):
    """The person is no longer under dynamic control (不再实行动态管控, 戒毒条例 7)."""


AftercareEvent = (
    MilestonePlanned
    | MilestoneReached
    | MilestoneMissed
    | MilestoneExcused
    | AbstinenceStarted
    | AbstinencePaused
    | AbstinenceResumed
    | AbstinenceReset
    | ThreeYearAbstinenceConfirmed
    | DynamicControlEnded
)
