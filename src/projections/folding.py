"""Folding events of streams into rows as the runner does, wherever they are folded."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from ..domain.correction.effective import effective, is_correction
from ..domain.envelope import Recorded
from ..domain.events import Event
from .projection import Projection, Rows

Row = TypeVar("Row")
History = Callable[[], Iterable[Recorded[Event]]]


def fold_one(
    projection: Projection[Row], rows: Rows[Row], recorded: Recorded[Event], history: History
) -> None:
    """Bring rows forward by one event. `history`: the stream's readable events up to this one."""
    if not (projection.refolds and is_correction(recorded.event)):
        projection.fold(rows, recorded)
        return
    anew: Rows[Row] = Rows(projection.key_of)
    for one in effective(history()):
        projection.fold(anew, one)
    if len(projection.key) > 1:  # what a retracted event had begun is no row any more
        rows.forget(recorded.stream)
    for row in anew.touched.values():
        rows.put(row)
    projection.fold(rows, recorded)


def rows_of_stream(
    projection: Projection[Row], events: Sequence[Recorded[Event]]
) -> tuple[list[Row], dict[int, Exception]]:
    """The rows of a stream after all its readable events, and by version which of them could not be taken."""
    failed: dict[int, Exception] = {}
    while True:
        rows: Rows[Row] = Rows(projection.key_of)
        for number, recorded in enumerate(events, 1):
            if recorded.version in failed:
                continue
            try:
                fold_one(projection, rows, recorded, lambda upto=number: events[:upto])  # type: ignore[misc]
            except Exception as error:  # what it had changed is forgotten with all the rest
                failed[recorded.version] = error
                break
        else:
            return list(rows.touched.values()), failed


def rows_of(projection: Projection[Row], events: Iterable[Recorded[Event]]) -> list[Row]:
    """The rows of a projection whose rows belong to one stream each, from events of any number of streams."""
    streams: dict[Any, list[Recorded[Event]]] = {}
    for recorded in events:
        streams.setdefault(recorded.stream, []).append(recorded)
    return [row for history in streams.values() for row in rows_of_stream(projection, history)[0]]
