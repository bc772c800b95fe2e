"""The registers of the county, filtered, the latest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from psycopg import sql

from ..domain.areas import beginning_of
from .county_records import CountyRecord
from .listing import Condition, Place, Query, in_area, one_of, where


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFilter:
    """Which records of a register; None, or nothing: any.

    `on`: those that had begun by then and had not ended. `since`, `before`: when they began, half-open.
    `text`: a part of the title. Days are Asia/Shanghai dates.
    """

    area: str | None = None
    status: Sequence[str] = ()
    on: date | None = None
    since: date | None = None
    before: date | None = None
    text: str | None = None

    def conditions(self) -> list[Condition]:
        """As SQL."""
        return [
            in_area(self.area, "area"),
            one_of("status", self.status),
            ("since <= %s", self.on),
            ("coalesce(until, 'infinity') > %s", self.on),
            ("since >= %s", self.since),
            ("since < %s", self.before),
            ("strpos(lower(title), lower(%s)) > 0", self.text),
        ]

    def takes(self, row: CountyRecord) -> bool:
        """The same for a row at hand."""
        since, until = row.since or date.min, row.until or date.max
        return (
            (self.area is None or (row.area or "").startswith(beginning_of(self.area)))
            and (not self.status or row.status in self.status)
            and (self.on is None or since <= self.on < until)
            and (self.since is None or since >= self.since)
            and (self.before is None or since < self.before)
            and (self.text is None or self.text.lower() in row.title.lower())
        )


def records_query(kind: str, wanted: RecordFilter, after: Place | None, limit: int) -> Query:
    """The query for a page of a register."""
    joined, values = where([("kind = %s", kind), *wanted.conditions()])
    shown = [joined]
    if after is not None:
        shown.append(sql.SQL("(since, stream) < (%s, %s)").format())
        values += [after.day, after.stream]
    query = sql.SQL("select * from county_records where {} order by since desc, stream desc limit %s").format(
        sql.SQL(" and ").join(shown)
    )
    return query, [*values, limit]
