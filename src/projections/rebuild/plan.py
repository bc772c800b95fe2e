"""What is to be rebuilt, from what, and where."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection, sql

from ...domain.envelope import Recorded
from ...domain.events import Event
from ..digest import kinds_of
from ..projection import Part, Projection, Reads
from ..runner import Feed, Undecodable

BUCKETS = 64


@dataclass(frozen=True, slots=True)
class Reading:
    """How stored events are read.

    `quick`: readers by stored name, for what folds look at (None: all). They give what has the attributes of
    `Recorded`; what they cannot read, `whole` reads. `feed`: events in the order of positions.
    """

    quick: Callable[[Reads | None], Mapping[bytes, Callable[[bytes], Any]]]
    whole: Callable[[UUID, int, int, str, bytes], Recorded[Event] | Undecodable]
    feed: Feed


@dataclass(frozen=True, slots=True)
class Plan:
    """One rebuild. `fence`: the position up to which buckets are read; what comes later is caught up with.

    `events`: how many there are up to the fence. `pass_buckets`: how many buckets a job takes at once.
    """

    id: int
    projections: tuple[Projection[Any], ...]
    fence: int
    events: int
    pass_buckets: int = BUCKETS

    @property
    def schema(self) -> str:
        """Where the new tables are, until they are live."""
        return f"rebuild_{self.id}"

    @property
    def replaced(self) -> str:
        """Where the old tables are kept, once the new ones are live."""
        return f"replaced_{self.id}"

    @property
    def tables(self) -> list[str]:
        """The tables of all projections and parts."""
        return [kind.name for kind in self.kinds]

    @property
    def kinds(self) -> list[Projection[Any] | Part[Any]]:
        """The projections and their parts: whatever has a table."""
        return [kind for projection in self.projections for kind in kinds_of(projection)]

    @property
    def names(self) -> list[str]:
        """The tracking names."""
        return [projection.tracking_name for projection in self.projections]

    @property
    def by_stream(self) -> list[Projection[Any]]:
        """Those whose streams are folded side by side."""
        return [projection for projection in self.projections if projection.by_stream]

    @property
    def across(self) -> list[Projection[Any]]:
        """Those that need all events in the order of their positions."""
        return [projection for projection in self.projections if not projection.by_stream]


def looked_at(projections: Sequence[Projection[Any]]) -> Reads | None:
    """What any of these folds looks at, of each event; None: at everything."""
    found: dict[type[Event], frozenset[str] | None] = {}
    for projection in projections:
        if projection.reads is None:
            return None
        for kind, names in projection.reads.items():
            before = found.get(kind, frozenset())
            found[kind] = None if names is None or before is None else names | before
    return found


def work_in(connection: Connection[Any], schema: str) -> None:
    """Let unqualified names mean the tables of this schema where it has them.

    What a crash of the server takes is rows and the note that they are there alike: no flush is waited for.
    """
    connection.execute("set synchronous_commit = off")
    connection.execute(
        sql.SQL(
            "select set_config('search_path', {} || ',' || current_setting('search_path'), false)"
        ).format(sql.Literal(schema))
    )
