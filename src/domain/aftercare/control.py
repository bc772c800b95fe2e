"""Whether dynamic control has to end (戒毒条例 7), and whether it goes on although it should not."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .abstinence import AbstinenceAnswer, Counting
from .state import Aftercare, Clock


class Control(StrEnum):
    """How dynamic control (动态管控) stands."""

    ENDED = "ended"
    CONTINUES = "continues"
    TO_BE_ENDED = "to_be_ended"
    """The term ends today."""
    OVERDUE = "overdue"
    """It goes on beyond the term."""


@dataclass(frozen=True, slots=True)
class ControlDuty:
    """`duty`: what an officer has to do next, None where nothing is due. Nobody but an officer does it."""

    control: Control
    duty: str | None = None
    due_on: date | None = None
    overdue_days: int = 0
    article: str | None = None


def control_on(aftercare: Aftercare, answer: AbstinenceAnswer, article: str | None) -> ControlDuty:
    """How control stands on the day of an answer."""
    if aftercare.dynamic_control_ended:
        return ControlDuty(Control.ENDED)
    is_confirmed = aftercare.clock is Clock.CONFIRMED
    if answer.counting is not Counting.REACHED or answer.reached_on is None:
        return ControlDuty(Control.CONTINUES)
    duty = "end_dynamic_control" if is_confirmed else "confirm_three_years_and_end_dynamic_control"
    late = (answer.day - answer.reached_on).days
    control = Control.OVERDUE if late else Control.TO_BE_ENDED
    return ControlDuty(control, duty, answer.reached_on, late, article)
