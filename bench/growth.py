"""The same appends with 2,000,000 events already stored as with 20,000."""

from functools import partial
from typing import Any

import psycopg

from tongxin.store.migrations import migrate

from .measure import alternate, ratio, spread
from .place import place
from .recorder import ours

_FILL = """
insert into events (stream, version, position, type, state)
select md5('stream ' || (n / 75))::uuid, n %% 75 + 1, n + 1, 'person.screened/1',
       decode(repeat(md5(n::text), 9), 'hex')
from generate_series(0, %s) n
"""


def run(*, quick: bool) -> dict[str, Any]:
    """How much dearer an append is: time of one with many events, divided by that with few."""
    few, many, seconds, rounds = (200, 20_000, 0.4, 1) if quick else (20_000, 2_000_000, 2.0, 9)
    with place() as where:
        databases = {"few": where.database(), "many": where.database()}
        for name, count in (("few", few), ("many", many)):
            migrate(databases[name])
            with psycopg.connect(databases[name], autocommit=True) as connection:
                connection.execute(_FILL, (count - 1,))
                connection.execute("vacuum analyze events")
                connection.execute("checkpoint")
        contenders = {name: partial(ours, conninfo, 32, seconds) for name, conninfo in databases.items()}
        alternate(contenders, 1, "warming up")
        figures = alternate(contenders, rounds, f"{few:,} and {many:,} events")
    return {
        "ratios": {"cost_2m_vs_20k": ratio(figures, "few", "many")},
        "raw": {name: spread(values) for name, values in figures.items()},
    }
