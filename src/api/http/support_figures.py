"""What help came to: figures by kind, beneficiary and outcome, each of which opens to the register."""

from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from ...projections.listing import Lists
from ...projections.support_figures import support_figures_query
from .documentation import QUERY_RESPONSES
from .pages import Area
from .queries import Serving, Strict, reached

router = APIRouter(tags=["registers"], responses=QUERY_RESPONSES)


class SupportFigure(BaseModel):
    """Help or work of a kind for persons or families. `kind`: support or job; `what`: which.

    `granted`: within the span. `going_on`: at its end. `outcomes`: of those that ended within it.
    `opens`: the addresses of what is counted, where the register can be asked for it.
    """

    kind: str
    what: str | None
    beneficiary: str | None
    granted: int
    going_on: int
    outcomes: dict[str, int]
    opens: dict[str, str]


class SupportFiguresAnswer(BaseModel):
    """The figures of a span, from `since` on, before `before`."""

    since: date
    before: date
    rows: list[SupportFigure]


class SupportFiguresQuery(Strict):
    """Of which span and area."""

    since: Annotated[date, Field(examples=["2020-01-01"])]
    before: Annotated[date, Field(examples=["2021-01-01"])]
    area: Area = None


@router.get("/supports/figures", summary="What help came to")
async def support_figures(
    query: Annotated[SupportFiguresQuery, Query()], runtime: Serving
) -> SupportFiguresAnswer:
    """Help and work granted, going on and ended with which outcome; nobody is shown. Areas are today's."""
    await reached(runtime, query.at_least)
    found = await Lists(runtime.pool).rows(support_figures_query(query.since, query.before, query.area))
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in found:
        groups.setdefault((row["kind"], row["what"], row["beneficiary"]), []).append(row)
    rows = [_figure(key, rows, query) for key, rows in groups.items()]
    shown = [row for row in rows if row.granted or row.going_on or row.outcomes]
    return SupportFiguresAnswer(since=query.since, before=query.before, rows=shown)


def _figure(key: tuple[Any, ...], rows: list[dict[str, Any]], query: SupportFiguresQuery) -> SupportFigure:
    group = dict(zip(("kind", "what", "beneficiary"), key, strict=True))
    outcomes = {row["outcome"]: row["ended"] for row in rows if row["outcome"] is not None and row["ended"]}
    asked = {name: value for name, value in group.items() if value is not None}
    asked |= {"area": query.area} if query.area else {}
    opens = {"granted": _address(asked | {"since": query.since, "before": query.before})}
    ended = {"ended_since": query.since, "ended_before": query.before}
    opens |= {outcome: _address(asked | ended | {"outcome": outcome}) for outcome in outcomes}
    return SupportFigure(
        **group,
        granted=sum(row["granted"] for row in rows),
        going_on=sum(row["going_on"] for row in rows),
        outcomes=outcomes,
        opens=opens,
    )


def _address(asked: dict[str, Any]) -> str:
    return f"/supports?{urlencode(asked)}"
