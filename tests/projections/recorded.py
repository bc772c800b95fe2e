"""Events as they are recorded, for folds that need no database."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from spec import WORKER

from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.projections.projection import Projection, Rows

STREAM = UUID(int=7)
RECORDED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def recorded(events: Iterable[Event], stream: UUID = STREAM) -> list[Recorded[Event]]:
    """One stream's events, recorded a minute apart, at every tenth position."""
    return [
        Recorded(
            stream=stream,
            version=version,
            position=version * 10,
            event=event,
            event_id=UUID(int=version),
            recorded_at=RECORDED_AT + timedelta(minutes=version),
            actor=WORKER,
            correlation_id=f"c{version}",
            idempotency_key=f"k{version}",
        )
        for version, event in enumerate(events, 1)
    ]


def folded(projection: Projection[Any], history: Iterable[Recorded[Event]]) -> dict[Any, Any]:
    """The rows of a projection after events, none of which is a correction where it refolds."""
    rows: Rows[Any] = Rows(projection.key_of)
    for one in history:
        projection.fold(rows, one)
    return rows.touched
