"""What happened, to be counted: one row an event of a person or a case. Every figure opens to such rows.

A fact names its event, so that a figure leads to the persons and the events on which it rests.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ..domain.correction.effective import is_correction
from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.kinds import subject_of
from ..domain.tiering.timeline import day_of
from .items import whole
from .projection import Key, Projection, Rows

_ITEMS = (
    *("measure_id", "test_id", "handover_id", "support_id", "job_id", "milestone_id", "plan_id"),
    *("penalty_id", "handling_id", "appeal_id", "concern_id", "leave_id", "objection_id", "assignment_id"),
    "proposal_id",
)
"""The fields that say which thing of a person a fact is about."""
_VALUES = (
    *("result", "tier", "outcome", "ending", "ground", "kind", "employment", "level", "manner", "decision"),
    *("proposal", "role", "channel", "place", "route", "substance", "residence_area", "item", "topic"),
    *("purpose", "mechanism", "audience"),
)
"""The fields that tell facts of one kind apart; the first that an event has does."""
_YES_OR_NO = ("with_leave", "with_good_reason", "met", "granted")
_HEADS = ("headcount", "pupils")
_MILLIGRAMS, _FEN = 1000, 100


@dataclass(slots=True)
class Fact:
    """One event. `subject`: the kind of its stream. `kind`: its type without the version.

    `day`: on which it was true (Asia/Shanghai). `position`: in the log, so as to be found there.
    `quantity`: milligrams of a drug, hundredths of CNY, or heads.
    """

    stream: UUID
    version: int
    subject: str
    kind: str
    value: str | None
    item_id: UUID | None
    day: date
    quantity: int | None
    position: int
    event_id: UUID


def keys(recorded: Recorded[Event]) -> list[Key]:
    """Its own row."""
    return [(recorded.stream, recorded.version)]


def fold_facts(rows: Rows[Fact], recorded: Recorded[Event]) -> None:
    """Add an event."""
    event = recorded.event
    if is_correction(event):
        return
    kind = event.TYPE.rpartition("/")[0]
    rows.put(
        Fact(
            recorded.stream,
            recorded.version,
            subject_of(kind),
            kind,
            value_of(event),
            next((found for name in _ITEMS if (found := getattr(event, name, None)) is not None), None),
            day_of(event),
            _quantity(event),
            recorded.position,
            recorded.event_id,
        )
    )


def value_of(event: Event) -> str | None:
    """What tells an event apart from others of its type, if anything does."""
    for name in _VALUES:
        value = getattr(event, name, None)
        if value is not None:
            return str(value)
    for name in _YES_OR_NO:
        answer = getattr(event, name, None)
        if answer is not None:
            return name if answer else f"not_{name}"
    return None


def _quantity(event: Any) -> int | None:
    if (mass := getattr(event, "mass_g", None)) is not None:
        return whole(mass, _MILLIGRAMS)
    for name in _HEADS:
        if (heads := getattr(event, name, None)) is not None:
            return int(heads)
    return whole(getattr(event, "amount", None) or getattr(event, "amount_cny", None), _FEN)


FACTS = Projection(
    name="facts",
    version=1,
    row=Fact,
    key=("stream", "version"),
    keys=keys,
    fold=fold_facts,
    refolds=True,
    adds=True,
)
