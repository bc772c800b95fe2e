"""What the registers share: read models with one row an item of a person, such as a test or a handover."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from ..domain.envelope import Recorded
from ..domain.events import Event
from .projection import Key, Projection, Rows

Row = TypeVar("Row")
Change = Callable[[Any, Any], None]
_MOST = 10**15


def item_projection(
    name: str,
    version: int,
    row: type[Row],
    key: str,
    changes: Mapping[type[Event], Change],
    items: Callable[[Event], Iterable[UUID]] | None = None,
) -> Projection[Row]:
    """A projection with one row for each value of an event's field `key`, such as `test_id`.

    A row begins with the first event that names its item. `items`: which items an event concerns, where it
    is more than that field. Every row has `version` and `position`: those of its latest event.
    """

    def concerned(event: Event) -> list[UUID]:
        if type(event) not in changes:
            return []
        return [getattr(event, key)] if items is None else list(items(event))

    def keys(recorded: Recorded[Event]) -> list[Key]:
        return [(recorded.stream, item) for item in concerned(recorded.event)]

    def fold(rows: Rows[Any], recorded: Recorded[Event]) -> None:
        event = recorded.event
        for item in concerned(event):
            found = rows.take((recorded.stream, item)) or rows.put(row(recorded.stream, item))  # type: ignore[call-arg]
            changes[type(event)](found, event)
            found.version, found.position = recorded.version, recorded.position

    reads = dict.fromkeys(changes)
    return Projection(name, version, row, ("stream", key), keys, fold, refolds=True, reads=reads)


def whole(amount: Decimal | int | None, parts: int) -> int | None:
    """An amount in hundredths or thousandths; None where there is none, or one that no county has."""
    return None if amount is None or not -_MOST <= amount <= _MOST else round(amount * parts)
