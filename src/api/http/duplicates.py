"""The queries about records that may be of one person: of one record, and of the whole office."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from ...domain.person.rules import UNKNOWN_PERSON
from ...projections.duplicate_queries import Suspected, suspicions_query
from ...projections.listing import Lists
from .documentation import QUERY_RESPONSES
from .pages import Area, Cursor, place_of
from .queries import Asking, Purpose, Serving, Strict, note, reached, utc

router = APIRouter(tags=["duplicates"], responses=QUERY_RESPONSES)


class DecisionAnswer(BaseModel):
    """That two records are of two persons: `dismissed` as a suspicion, or `unmerged`; times UTC."""

    outcome: str
    decided_by: str
    decided_at: datetime


class DuplicateAnswer(BaseModel):
    """Another record that may be of the same person. It says how the two agree and differ, no more.

    `score`: the policy `duplicate-rules` has the threshold. `decision`: an officer found otherwise, and the
    two agree in nothing more since then; null while nobody has looked.
    """

    id: UUID
    score: int
    features: list[str]
    agreed: list[str]
    decision: DecisionAnswer | None


class DuplicatesAnswer(BaseModel):
    """`merged_into`: the record in which the person is gone on with. `merged`: those merged into this one."""

    id: UUID
    merged_into: UUID | None
    merged: list[UUID]
    duplicates: list[DuplicateAnswer]
    rules: str | None


class PairAnswer(BaseModel):
    """Two records that may be of one person. `day`: when that was first found. `rules`: by which version."""

    ids: list[UUID]
    day: date
    score: int
    features: list[str]
    agreed: list[str]
    rules: str
    decision: DecisionAnswer | None


class PairsAnswer(BaseModel):
    """A page of pairs. `next`: the cursor of the next page, null on the last."""

    pairs: list[PairAnswer]
    next: str | None


class PairsQuery(Strict):
    """Which pairs: those that wait for a decision, or those that were dismissed."""

    is_dismissed: bool = False
    area: Area = None
    cursor: Cursor = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@router.get("/persons/{id}/duplicates", summary="Who may be the same person")
async def duplicates(
    id: UUID,
    query: Annotated[Strict, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> DuplicatesAnswer:
    """Other records that may be of the same person, compared now, the likeliest first. Reads are logged."""
    await reached(runtime, query.at_least)
    row = await runtime.queries.person(id)
    if row is None:
        raise UNKNOWN_PERSON.refuse()
    found = [] if row["merged_into"] else await runtime.suspicions.looked_at(id)
    await note(runtime, caller, [id, *(one.other for one in found)], purpose, "duplicates")
    in_force = runtime.suspicions.in_force
    return DuplicatesAnswer.model_validate(
        {
            "id": id,
            "merged_into": row["merged_into"],
            "merged": row["merged"],
            "duplicates": [_shown(one) for one in found],
            "rules": None if in_force is None else in_force.version,
        }
    )


def _shown(one: Suspected) -> dict[str, Any]:
    said = one.decision
    return {
        "id": one.other,
        "score": one.score,
        "features": one.features,
        "agreed": one.agreed,
        "decision": said and {name: getattr(said, name) for name in DecisionAnswer.model_fields},
    }


@router.get("/duplicates", summary="Suspected duplicates")
async def pairs(
    query: Annotated[PairsQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> PairsAnswer:
    """Pairs of records that may be of one person, the latest found first. Both of each are logged as read."""
    await reached(runtime, query.at_least)
    after = place_of(query.cursor, UUID)
    found = await Lists(runtime.pool).rows(
        suspicions_query(query.is_dismissed, query.area, after, query.limit + 1)
    )
    page = found[: query.limit]
    both = dict.fromkeys(stream for row in page for stream in (row["stream"], row["other"]))
    await note(runtime, caller, list(both), purpose, "duplicates")
    last = page[-1] if len(found) > query.limit else None
    return PairsAnswer.model_validate(
        {
            "pairs": [_pair(row) for row in page],
            "next": None if last is None else f"{last['day']}_{last['stream']}_{last['other']}",
        }
    )


def _pair(row: dict[str, Any]) -> dict[str, Any]:
    decision = {name: utc(row[name]) for name in DecisionAnswer.model_fields}
    told = {name: row[name] for name in ("day", "score", "features", "agreed", "rules")}
    return told | {"ids": [row["stream"], row["other"]], "decision": decision if row["outcome"] else None}
