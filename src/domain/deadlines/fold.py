"""From a history to its time limits: one fold, for one person's answer and for the county's list alike."""

from collections.abc import Iterable
from uuid import UUID

from ..envelope import Recorded
from ..events import Event
from . import of_isolation, of_measures, of_penalties, of_tests
from .docket import Docket

CHANGES = {**of_measures.CHANGES, **of_isolation.CHANGES, **of_tests.CHANGES, **of_penalties.CHANGES}


def concerns(event: Event) -> bool:
    """Whether an event changes any time limit."""
    return type(event) in CHANGES


def apply(docket: Docket, event: Event, event_id: UUID) -> None:
    """Bring a docket forward by one event. Trusts history; what rests on a retracted event has no effect."""
    change = CHANGES.get(type(event))
    if change is not None:
        change(docket, event, event_id)


def fold(history: Iterable[Recorded[Event]]) -> Docket:
    """The docket after the events that count (see `correction.effective`)."""
    docket = Docket()
    for recorded in history:
        apply(docket, recorded.event, recorded.event_id)
    return docket
