"""What each event changed of a person's status: field, before and after, by the fold of the status itself."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, fields
from typing import Any

from ..domain.correction.effective import is_correction
from ..domain.correction.events import EventCorrected, EventRetracted
from ..domain.envelope import Recorded
from ..domain.events import EVENT_TYPES, Event
from ..domain.moment import Moment, known
from .at_moment import status_at
from .measure_lines import MeasureLine
from .person_status import PERSON_STATUS, PersonStatus
from .projection import Rows

_CORRECTIONS = (EventCorrected, EventRetracted)
_BOOKKEEPING = frozenset({"stream", "version", "position", "last_event_at", "last_recorded_at", "measures"})
_BESIDE = frozenset({"case_workers", "last_test_id"})  # what the fold keeps beside what it shows
_FIELDS = tuple(field.name for field in fields(PersonStatus) if field.name not in _BOOKKEEPING | _BESIDE)
_CHANGING = {event.TYPE for event in (*(PERSON_STATUS.reads or EVENT_TYPES.values()), *_CORRECTIONS)}
_OF_MEASURES = tuple(field.name for field in fields(MeasureLine) if field.name != "measure_id")


@dataclass(frozen=True, slots=True)
class Change:
    """A field of the status, before and after an event. Of a measure: `measures.<id>.<field>`."""

    field: str
    before: Any
    after: Any


def changes_by(history: Iterable[Recorded[Event]], moment: Moment) -> dict[int, list[Change]]:
    """By version, what the status became other by when that event was recorded; as far as true by then.

    A correction changes what it changed by counting in another way what came before.
    """
    found: dict[int, list[Change]] = {}
    so_far: list[Recorded[Event]] = []
    rows: Rows[PersonStatus] = Rows(PERSON_STATUS.key_of)
    row: PersonStatus | None = None
    as_of = Moment(as_of=moment.as_of)
    for recorded in known(history, moment):
        so_far.append(recorded)
        if recorded.event.TYPE not in _CHANGING:
            found[recorded.version] = []
            continue
        before = _as_it_is(row)
        if is_correction(recorded.event):
            row = status_at(so_far, as_of)
            rows = Rows(PERSON_STATUS.key_of, [] if row is None else [row])
        elif moment.as_of is None or recorded.event.occurred_at <= moment.as_of:
            PERSON_STATUS.fold(rows, recorded)
            row = rows.get((recorded.stream,))
        found[recorded.version] = _between(before, row)
    return found


def _as_it_is(row: PersonStatus | None) -> PersonStatus | None:
    """The row apart from what a fold will make of it."""
    if row is None:
        return None
    kept = copy(row)
    kept.measures = [copy(line) for line in row.measures]
    return kept


def _between(before: PersonStatus | None, after: PersonStatus | None) -> list[Change]:
    changes = _of(before, after, _FIELDS, "")
    lines = {line.measure_id: line for line in before.measures} if before else {}
    lines_after = {line.measure_id: line for line in after.measures} if after else {}
    for measure_id in lines | lines_after:
        one, other = lines.get(measure_id), lines_after.get(measure_id)
        changes += _of(one, other, _OF_MEASURES, f"measures.{measure_id}.")
    return changes


def _of(before: Any, after: Any, names: Iterable[str], prefix: str) -> list[Change]:
    return [
        Change(prefix + name, was, becomes)
        for name in names
        if (was := getattr(before, name, None)) != (becomes := getattr(after, name, None))
    ]
