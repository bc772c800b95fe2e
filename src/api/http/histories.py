"""An event as a history shows it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC
from typing import Any

import msgspec

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...projections.changes import Change
from .answers import HistoryEntryAnswer


def entry_of(
    recorded: Recorded[Event], row: dict[str, Any] | None = None, changes: Sequence[Change] | None = None
) -> HistoryEntryAnswer:
    """An event with its envelope. `row`: its row in the read model, which knows whether it was superseded."""
    return HistoryEntryAnswer.model_validate(
        {
            "version": recorded.version,
            "position": recorded.position,
            "event_id": recorded.event_id,
            "type": recorded.event.TYPE,
            "occurred_at": recorded.occurred_at.astimezone(UTC),
            "recorded_at": recorded.recorded_at.astimezone(UTC),
            "actor": asdict(recorded.actor),
            "legal_basis": recorded.legal_basis,
            "correlation_id": recorded.correlation_id,
            "causation_id": recorded.causation_id,
            "policy": None if recorded.policy is None else asdict(recorded.policy),
            "documents": [asdict(document) for document in recorded.documents],
            "data": _data(recorded.event),
            "superseded_by": row and row["superseded_by"],
            "superseded_how": row and row["superseded_how"],
            "changes": None if changes is None else [asdict(change) for change in changes],
        }
    )


def _data(event: Event) -> dict[str, Any]:
    """The fields of the event that say something; what was not given, or is not disclosed, is left out."""
    data: dict[str, Any] = msgspec.to_builtins(event)
    del data["occurred_at"]
    return {name: value for name, value in data.items() if value is not None and value != []}
