"""What was set aside is taken again: the stream's rows are folded anew from all its readable events.

The position is held meanwhile: the runner waits for that long, and goes on from the rows that came of it.
"""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from psycopg import Connection

from ..domain.envelope import Recorded
from ..domain.events import Event
from .digest import kinds_of
from .folding import rows_of_stream
from .projection import Projection
from .runner import Undecodable
from .set_aside import Aside
from .tables import Table


class NothingSetAside(Exception):
    """Of this stream nothing is set aside for this read model."""


class Streams(Protocol):
    """Where the events of a stream are."""

    def read(self, stream: UUID, upto: int) -> Sequence[Recorded[Event] | Undecodable]:
        """Those up to a position, in order."""


def retry(
    connection: Connection[Any], streams: Streams, projection: Projection[Any], stream: UUID
) -> list[Aside]:
    """Fold a stream anew for one read model; return what still cannot be taken, which stays set aside.

    Raises `NothingSetAside`.
    """
    name = projection.tracking_name
    with connection.transaction():
        row = connection.execute(
            "select notification_id from notification_tracking where application_name = %s for update",
            (name,),
        ).fetchone()
        forgotten = connection.execute(
            "delete from set_aside where stream = %s and projection = %s", (stream, name)
        ).rowcount
        if row is None or not forgotten:
            raise NothingSetAside(f"Nothing of {stream} is set aside for {projection.name}.")
        left = _refold(connection, projection, stream, streams.read(stream, row[0]))
        for aside in left:
            aside.note(connection)
    return left


def _refold(
    connection: Connection[Any],
    projection: Projection[Any],
    stream: UUID,
    events: Sequence[Recorded[Event] | Undecodable],
) -> list[Aside]:
    readable = [event for event in events if not isinstance(event, Undecodable)]
    rows, failed = rows_of_stream(projection, readable)
    for kind in kinds_of(projection):
        table: Table[Any] = Table(kind)
        table.forget(connection, [stream])
        part = projection.part if kind is projection.part else None
        table.save(connection, rows if part is None else [one for row in rows for one in part.of(row)])
    name = projection.tracking_name
    return [
        *(
            Aside.of(stream, event.version, name, event.position, event.type, event)
            for event in events
            if isinstance(event, Undecodable)
        ),
        *(
            Aside.of(stream, event.version, name, event.position, event.event.TYPE, failed[event.version])
            for event in readable
            if event.version in failed
        ),
    ]
