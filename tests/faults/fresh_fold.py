"""The read models as they are, against a fold of all events from the first on, by digest."""

import psycopg

from tongxin.projections.digest import digest_of_rows, digest_of_table, kinds_of
from tongxin.projections.folding import rows_of
from tongxin.projections.registry import PROJECTIONS
from tongxin.store.codec import decode


def compared(conninfo: str) -> tuple[int, list[str]]:
    """How many events there are, and which tables do not hold what these come to."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        stored = connection.execute(
            "select stream, version, position, type, state from events order by position"
        ).fetchall()
        events = [decode(*row) for row in stored]
        different = []
        for projection in PROJECTIONS:
            rows = rows_of(projection, events)
            for kind in kinds_of(projection):
                part = projection.part
                is_part = part is not None and kind.name == part.name
                fresh = [one for row in rows for one in part.of(row)] if is_part and part else rows
                if digest_of_table(connection, kind) != digest_of_rows(kind, fresh):
                    different.append(kind.name)
    return len(events), different
