"""How many entries of a register there are, counted as the list of the register filters them."""

from psycopg import sql

from ..county_queries import RecordFilter
from ..listing import Query, where


def record_counts_query(kind: str, wanted: RecordFilter) -> Query:
    """The query for how many there are."""
    joined, values = where([("kind = %s", kind), *wanted.conditions()])
    return sql.SQL("select count(*) as records from county_records where {}").format(joined), values
