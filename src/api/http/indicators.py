"""Indicators: their definitions, their values over time, by area and by worker, and what they count."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import Field

from ...domain.areas import name_of
from ...domain.indicators.definitions import Count, Definitions
from ...domain.indicators.rules import AGGREGATES_ONLY
from ...domain.policies.book import NoPolicy
from ...projections.indicators.asked import BY, Cell, CountsAsked, Period
from ...projections.indicators.counting import counted, opened, place, streams
from ..runtime.indicator_definitions import definitions_in_force
from ..runtime.indicators import (
    SUPPRESSED,
    Figure,
    FiguresAsked,
    NoIndicator,
    chosen_counts,
    definitions_of_asked,
    figures,
    snapshot,
)
from ..runtime.runtime import Runtime
from .documentation import QUERY_RESPONSES
from .indicator_answers import (
    CountedAnswer,
    DefinitionsAnswer,
    FigureAnswer,
    IndicatorAnswer,
    OpenedAnswer,
    OpenedCountAnswer,
    policy_answer,
)
from .indicator_periods import By, DaysQuery, periods_of, time_of
from .pages import Cursor, place_of
from .person_events import today
from .problems import BadRequest
from .queries import Asking, Purpose, Serving, Strict, note, reached

router = APIRouter(tags=["figures"], responses=QUERY_RESPONSES)


class DefinitionsQuery(Strict):
    """Of which day; today, if not given."""

    on: date | None = None


class IndicatorQuery(DaysQuery):
    """Which cells. A span gives one value, `by` one for each part of it, area or worker."""

    by: list[By] = Field(default_factory=list, max_length=3, examples=[["month", "area"]])
    candidate: Annotated[
        str | None, Field(description="Which definition, where there are several; the default one, else.")
    ] = None


class CountQuery(DaysQuery):
    """What a count counts, a page at a time."""

    exact_area: Annotated[bool, Field(description="The area without its parts.")] = False
    without: list[str] = Field(
        default_factory=list, description="Only those whose area, or worker, is not known.", max_length=2
    )
    cursor: Cursor = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


@router.get("/indicators", summary="The definitions of indicators")
async def definitions(query: Annotated[DefinitionsQuery, Query()], runtime: Serving) -> DefinitionsAnswer:
    """Indicators and counts in force on a day, each with its formula, source and mark; nobody is shown."""
    try:
        policy, known = definitions_in_force(runtime.policies, query.on or today())
    except NoPolicy as error:
        raise BadRequest(404, "no-policy", str(error), "on") from None
    return DefinitionsAnswer(
        policy=policy_answer(policy),
        indicators=list(known.indicators),
        counts=list(known.counts),
        small_cells=known.small_cells,
        notes=list(known.notes),
    )


@router.get("/indicators/{code}", summary="An indicator")
async def indicator(
    code: str, query: Annotated[IndicatorQuery, Query()], runtime: Serving, caller: Asking
) -> IndicatorAnswer:
    """Its value, with what it was worked out from; nobody is shown. Each count opens.

    Who sees aggregates only gets no small number, and nothing from which one follows.
    """
    await reached(runtime, query.at_least)
    periods = periods_of(query, time_of(query.by))
    by = [name for name in BY if name in query.by]
    cells = CountsAsked(periods=periods, area=query.area, worker=query.worker, by=by)
    candidates = {} if query.candidate is None else {code: query.candidate}
    asked = FiguresAsked(
        indicators=[code],
        cells=cells,
        candidates=candidates,
        role=caller.actor.role,
        known_at=query.moment(),
    )
    try:
        _check_day(runtime, code, query, cells)
        found = await figures(runtime, asked)
    except (NoIndicator, NoPolicy) as error:
        raise _unknown(error) from None
    one = found.definitions.indicator(code)
    assert one is not None, code
    chosen = next(c for c in one.candidates if c.code == (query.candidate or one.default))
    may_open = caller.actor.role not in found.definitions.small_cells.roles
    rows = [_row(figure, periods, found.definitions, query, by, may_open) for figure in found.figures]
    return IndicatorAnswer.model_validate(
        {
            **{name: getattr(one, name) for name in ("code", "title", "title_zh", "unit")},
            "candidate": {name: getattr(chosen, name) for name in chosen.__dataclass_fields__},
            "policy": policy_answer(found.policy),
            "position": found.position,
            "rows": rows,
        }
    )


@router.get("/indicators/counts/{code}", summary="What a count counts")
async def count(
    code: str,
    query: Annotated[CountQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> OpenedCountAnswer:
    """The persons, events or records behind a number, as many as it counts. Reads are logged."""
    await reached(runtime, query.at_least)
    cells = _cells_opened(query)
    after = place_of(query.cursor)
    try:
        policy, known = definitions_of_asked(runtime, cells)
    except NoPolicy as error:
        raise _unknown(error) from None
    one = known.count(code)
    if one is None:
        raise _unknown(NoIndicator("count", code, (other.code for other in known.counts)))
    if (role := caller.actor.role) in known.small_cells.roles:
        raise AGGREGATES_ONLY.refuse(role=role)
    _check_span(query, [one])
    async with snapshot(runtime, query.moment()) as (connection, _):
        numbers = await counted(connection, [one], cells)
        found = await opened(connection, one, cells, after, query.limit + 1)
    page = found[: query.limit]
    await note(runtime, caller, streams(page), purpose, f"count:{code}")
    return OpenedCountAnswer(
        **{name: getattr(one, name) for name in ("code", "title", "title_zh", "mark", "source", "unit")},
        policy=policy_answer(policy),
        value=sum(numbers[code].values()),
        items=[OpenedAnswer.model_validate(item, from_attributes=True) for item in page],
        next=place(page[-1]) if len(found) > query.limit else None,
    )


def _cells_opened(query: CountQuery) -> CountsAsked:
    exactly: dict[str, str | None] = {}
    for name in query.without:
        if name not in BY:
            raise BadRequest(400, "bad-parameter", f"One of {', '.join(BY)} is expected.", "without")
        exactly[name] = None
    if query.exact_area and query.area is not None:
        exactly["area"] = query.area
    return CountsAsked(periods=periods_of(query, None), area=query.area, worker=query.worker, exactly=exactly)


def _check_day(runtime: Runtime, code: str, query: IndicatorQuery, cells: CountsAsked) -> None:
    """Raise `BadRequest` where what happens in a span is asked of a day alone."""
    _, known = definitions_of_asked(runtime, cells)
    _check_span(query, chosen_counts(known, code, query.candidate))


def _check_span(query: DaysQuery, counts: Sequence[Count]) -> None:
    needing = [one.code for one in counts if one.when != "end"]
    if query.on is not None and needing:
        detail = f"{needing[0]} is counted in a span: since and before are asked for."
        raise BadRequest(400, "bad-parameter", detail, "on")


def _unknown(error: NoIndicator | NoPolicy) -> BadRequest:
    if isinstance(error, NoPolicy):
        return BadRequest(404, "no-policy", str(error), "before")
    if error.at == "candidate":
        return BadRequest(400, "bad-parameter", str(error).capitalize(), "candidate")
    return BadRequest(404, "not-found", str(error).capitalize())


def _row(
    figure: Figure,
    periods: Sequence[Period],
    known: Definitions,
    query: IndicatorQuery,
    by: Sequence[str],
    may_open: bool,
) -> FigureAnswer:
    cell = figure.cell
    period = next(one for one in periods if one.name == cell.period)
    return FigureAnswer(
        period=period.name,
        since=period.since,
        before=period.before,
        area=cell.area,
        area_name=None if cell.area is None else name_of(cell.area),
        worker=cell.worker,
        value=figure.value,
        why=figure.why,
        suppressed=figure.why == SUPPRESSED,
        numerator=figure.numerator,
        denominator=figure.denominator,
        counts=[
            _counted(known, code, number, _opens(code, period, cell, query, by) if may_open else None)
            for code, number in figure.counts.items()
        ],
    )


def _counted(known: Definitions, code: str, number: int | None, opens: str | None) -> CountedAnswer:
    one = known.count(code)
    assert one is not None, code
    return CountedAnswer(code=code, title=one.title, title_zh=one.title_zh, value=number, opens=opens)


def _opens(code: str, period: Period, cell: Cell, query: IndicatorQuery, by: Sequence[str]) -> str:
    """The address of what a count counts in a cell."""
    asked: dict[str, object] = {"since": period.since, "before": period.before}
    if query.on is not None:
        asked = {"on": query.on}
    asked |= {name: getattr(query, name) for name in BY if getattr(query, name) is not None}
    if query.known_at is not None:
        asked["known_at"] = query.known_at.isoformat()
    asked |= _exactly(cell, by)
    return f"/indicators/counts/{code}?{urlencode(asked, doseq=True)}"


def _exactly(cell: Cell, by: Sequence[str]) -> Mapping[str, object]:
    found: dict[str, object] = {name: getattr(cell, name) for name in by if getattr(cell, name) is not None}
    if "area" in found:
        found["exact_area"] = "true"
    if unknown := [name for name in by if getattr(cell, name) is None]:
        found["without"] = unknown
    return found
