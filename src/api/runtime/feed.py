"""The runner's way to the events: in the order of their positions, decoded."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg import Connection, OperationalError
from psycopg.rows import tuple_row

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...projections.runner import Undecodable
from ...store.codec import decode
from ...store.library import Recorder, lost_as_in_psycopg

LARGEST_BYTES = 32 * 1024 * 1024
"""How much a batch holds at most, beside its first event."""
_AFTER = """
select stream, version, position, type, state from (
    select stream, version, position, type, state,
           sum(length(state)) over (order by position rows unbounded preceding) as bytes,
           row_number() over (order by position rows unbounded preceding) as number
    from (select * from events where position > %s order by position limit %s) e
) e where bytes <= %s or number = 1 order by position
"""
_HISTORY = (
    "select stream, version, position, type, state from events where stream = %s and position <= %s"
    " order by version"
)


class NotificationFeed:
    """Events in the order of their positions. Sealed parts stay sealed: no fold needs them.

    Raises `psycopg.OperationalError` where the database is lost.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def after(self, position: int, limit: int) -> Sequence[Recorded[Event] | Undecodable]:
        """The next events after a position, in order; empty where there is none yet."""
        return [read_event(*row) for row in self._rows(_AFTER, (position, limit, LARGEST_BYTES))]

    def history(self, stream: UUID, upto: int) -> Sequence[Recorded[Event]]:
        """The readable events of a stream up to a position."""
        return [event for event in self.read(stream, upto) if isinstance(event, Recorded)]

    def read(self, stream: UUID, upto: int) -> Sequence[Recorded[Event] | Undecodable]:
        """The events of a stream up to a position, in order."""
        return [read_event(*row) for row in self._rows(_HISTORY, (stream, upto))]

    def _rows(self, query: str, values: tuple[Any, ...]) -> list[Any]:
        try:
            return self._asked(query, values)
        except OperationalError:  # of a connection that was lost since it was used; the next one is a new one
            return self._asked(query, values)

    def _asked(self, query: str, values: tuple[Any, ...]) -> list[Any]:
        with lost_as_in_psycopg(), self._recorder.datastore.get_connection() as pooled:
            connection: Connection[Any] = pooled
            with connection.cursor(binary=True, row_factory=tuple_row) as cursor:
                return cursor.execute(query.encode(), values, prepare=True).fetchall()


def read_event(
    stream: UUID | str, version: int, position: int, type_name: str, state: bytes
) -> Recorded[Event] | Undecodable:
    """The event from its stored bytes, or why there is none."""
    assert isinstance(stream, UUID)
    try:
        return decode(stream, version, position, type_name, state)
    except Exception as error:  # whatever it is, the runner goes on without this event
        return Undecodable(stream, version, position, type_name, f"{type(error).__name__}: {error}")
