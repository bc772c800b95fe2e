"""The query about what happened to one person, now or at any moment, with what each event changed."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.moment import Moment
from ...domain.person.rules import UNKNOWN_PERSON
from ...projections.at_moment import entries_at
from ...projections.changes import Change, changes_by
from ...projections.person_history import PERSON_HISTORY, HistoryEntry
from ...projections.person_status import PERSON_STATUS
from ...projections.queries import HistoryFilter
from ..runtime.runtime import Runtime
from .answers import HistoryAnswer
from .documentation import QUERY_RESPONSES
from .histories import entry_of
from .moments import Timed, moment_of, shown_moment
from .queries import LARGEST, Asking, Purpose, Serving, moment, note, reached

router = APIRouter(tags=["persons"], responses=QUERY_RESPONSES)
_Found = tuple[list[dict[str, Any]], dict[int, list[Change]]]
"""The rows of a page and one more, and what each event changed, where that is asked for."""


class HistoryQuery(Timed):
    """Which events of a history. Times without zone are Asia/Shanghai; the interval is half-open."""

    after: Annotated[int, Field(ge=0, le=LARGEST)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    type: list[str] = Field(
        default_factory=list, description="Stored names or their beginnings.", examples=[["measure."]]
    )
    occurred_from: datetime | None = None
    occurred_before: datetime | None = None
    actor: str | None = None
    changes: Annotated[
        bool, Field(description="With what each event changed of the person's status when it was recorded.")
    ] = False


@router.get("/persons/{id}/history", summary="What happened to a person")
async def history(
    id: UUID,
    query: Annotated[HistoryQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> HistoryAnswer:
    """The events of one person in the order of recording, filtered, a page at a time.

    At a past moment: those that had been recorded, and were true, by then, with what was superseded by then.
    """
    await reached(runtime, query.at_least)
    at = moment_of(query)
    wanted = HistoryFilter(
        type=query.type,
        occurred_from=moment(query.occurred_from),
        occurred_before=moment(query.occurred_before),
        actor=query.actor,
    )
    if at.is_now and not query.changes:
        rows, changes = await _now(runtime, id, wanted, query), dict[int, list[Change]]()
    else:
        looked_at = PERSON_STATUS if query.changes else PERSON_HISTORY
        rows, changes = await runtime.person_past.folded(
            id, looked_at, lambda events: _then(events, wanted, query, at)
        )
    page = {row["version"]: row for row in rows[: query.limit]}
    events: list[Recorded[Event]] = []
    if page:
        read = await runtime.streams.history(id, after=min(page) - 1, upto=max(page), unsealed=True)
        events = [recorded for recorded in read if recorded.version in page]
    await note(runtime, caller, [id], purpose, "history")
    entries = [
        entry_of(recorded, page[recorded.version], changes.get(recorded.version)) for recorded in events
    ]
    following = max(page) if len(rows) > query.limit else None
    return HistoryAnswer(id=id, events=entries, next=following, moment=shown_moment(at))


async def _now(
    runtime: Runtime, stream: UUID, wanted: HistoryFilter, query: HistoryQuery
) -> list[dict[str, Any]]:
    if await runtime.queries.person(stream) is None:
        raise UNKNOWN_PERSON.refuse()
    return await runtime.queries.history(stream, wanted, query.after, query.limit + 1)


def _then(events: list[Recorded[Event]], wanted: HistoryFilter, query: HistoryQuery, at: Moment) -> _Found:
    entries = (entry for entry in entries_at(events, at) if entry.version > query.after)
    rows = [asdict(entry) for entry in entries if _matches(entry, wanted)][: query.limit + 1]
    return rows, changes_by(events, at) if query.changes else {}


def _matches(entry: HistoryEntry, wanted: HistoryFilter) -> bool:
    """Whether the filter lets an entry through: the same as the conditions on the table."""
    if wanted.type and not entry.type.startswith(tuple(wanted.type)):
        return False
    occurred_at = entry.occurred_at.astimezone(UTC)
    if wanted.occurred_from is not None and occurred_at < wanted.occurred_from:
        return False
    if wanted.occurred_before is not None and occurred_at >= wanted.occurred_before:
        return False
    return wanted.actor is None or entry.actor_user == wanted.actor
