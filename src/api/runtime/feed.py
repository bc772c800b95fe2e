"""The runner's way to the events: the library's notification log, decoded."""

from collections.abc import Sequence
from uuid import UUID

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...projections.runner import Undecodable
from ...store.codec import decode
from ...store.library import Recorder, lost_as_in_psycopg


class NotificationFeed:
    """Events in the order of their positions. Sealed parts stay sealed: no fold needs them.

    Raises `psycopg.OperationalError` where the database is lost.
    """

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def after(self, position: int, limit: int) -> Sequence[Recorded[Event] | Undecodable]:
        """The next events after a position, in order; empty where there is none yet."""
        with lost_as_in_psycopg():
            found = self._recorder.select_notifications(position, limit, inclusive_of_start=False)
        return [read_event(n.originator_id, n.originator_version, n.id, n.topic, n.state) for n in found]

    def history(self, stream: UUID, upto: int) -> Sequence[Recorded[Event]]:
        """The readable events of a stream up to a position."""
        with lost_as_in_psycopg(), self._recorder.datastore.get_connection() as connection:
            rows = connection.execute(
                "select version, position, type, state from events where stream = %s and position <= %s"
                " order by version",
                (stream, upto),
            ).fetchall()
        read = [read_event(stream, r["version"], r["position"], r["type"], r["state"]) for r in rows]
        return [event for event in read if isinstance(event, Recorded)]


def read_event(
    stream: UUID | str, version: int, position: int, type_name: str, state: bytes
) -> Recorded[Event] | Undecodable:
    assert isinstance(stream, UUID)
    try:
        return decode(stream, version, position, type_name, state)
    except Exception as error:  # whatever it is, the runner goes on without this event
        return Undecodable(stream, version, position, type_name, f"{type(error).__name__}: {error}")
