"""Figures, and what each rests on: tiers over time, facts counted, and the facts themselves."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import Field

from ...domain.areas import name_of
from ...domain.calendar import add_months
from ...projections.figure_queries import FactFilter, counts_query, facts_query, population_query
from ...projections.listing import Lists
from .aggregates import NOT_FOR_AGGREGATES
from .documentation import QUERY_RESPONSES
from .figure_answers import FactCount, FactCountsAnswer, FactsAnswer, PopulationAnswer
from .pages import Area, Cursor, place_of
from .person_events import today
from .problems import BadRequest
from .queries import Asking, Purpose, Serving, Strict, note, reached

router = APIRouter(tags=["figures"], responses=QUERY_RESPONSES, dependencies=NOT_FOR_AGGREGATES)
By = Literal["kind", "value", "area", "tier", "year", "quarter", "month"]
_MOST_MONTHS = 240


class FactsFilter(Strict):
    """Which facts. `since`, `before`: by the day on which they were true, half-open."""

    kind: list[str] = Field(
        default_factory=list, description="Types of events without version.", examples=[["test.taken"]]
    )
    value: list[str] = Field(
        default_factory=list, description="What tells facts of a kind apart.", examples=[["positive"]]
    )
    subject: Annotated[str | None, Field(description="A kind of record.", examples=["person", "case"])] = None
    since: date | None = None
    before: date | None = None
    area: Area = None
    exact_area: Annotated[bool, Field(description="The area without its parts.")] = False
    tier: list[str] = Field(default_factory=list)
    without: list[Literal["value", "area", "tier"]] = Field(
        default_factory=list, description="Only facts of which this is not known."
    )

    def wanted(self) -> FactFilter:
        """The filter."""
        names = FactFilter.__dataclass_fields__.keys()
        return FactFilter(**self.model_dump(include=set(names)))


class FactsQuery(FactsFilter):
    """A page of facts."""

    cursor: Cursor = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class CountsQuery(FactsFilter):
    """By what to count: every combination of these has a row."""

    by: Annotated[list[By], Field(min_length=1, max_length=3)] = Field(
        default_factory=lambda: list[By](["kind"])
    )


class PopulationQuery(Strict):
    """Of which months."""

    since: Annotated[date, Field(description="A day of the first month.", examples=["2020-01-01"])]
    until: Annotated[date | None, Field(description="A day of the last month; today, if not given.")] = None
    area: Area = None
    by_area: bool = False


@router.get("/facts", summary="The facts that figures count")
async def facts(
    query: Annotated[FactsQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> FactsAnswer:
    """Events of persons and cases by kind, value, day and area, a page at a time. Reads are logged."""
    await reached(runtime, query.at_least)
    after = place_of(query.cursor, int)
    rows = await Lists(runtime.pool).rows(facts_query(query.wanted(), after, query.limit + 1))
    page = rows[: query.limit]
    await note(runtime, caller, list(dict.fromkeys(row["stream"] for row in page)), purpose, "facts")
    last = page[-1] if len(rows) > query.limit else None
    following = None if last is None else f"{last['day']}_{last['stream']}_{last['version']}"
    return FactsAnswer.model_validate(
        {"facts": [row | {"id": row["stream"]} for row in page], "next": following}
    )


@router.get("/facts/counts", summary="Count facts")
async def fact_counts(query: Annotated[CountsQuery, Query()], runtime: Serving) -> FactCountsAnswer:
    """How many events there are, and of how many persons or cases; nobody is shown. Each figure opens."""
    await reached(runtime, query.at_least)
    by = list(dict.fromkeys(query.by))
    rows = await Lists(runtime.pool).rows(counts_query(query.wanted(), by))
    asked = query.model_dump(mode="json", exclude={"by", "at_least"}, exclude_none=True)
    return FactCountsAnswer(rows=[_count(row, by, asked) for row in rows])


@router.get("/tiers/population", summary="Tiers over time")
async def population(query: Annotated[PopulationQuery, Query()], runtime: Serving) -> PopulationAnswer:
    """How many persons were in which tier at the end of each month; of the running one, today.

    Nobody is shown. A person counts from registration on, and neither dead nor abroad.
    """
    await reached(runtime, query.at_least)
    days = month_ends(query.since, min(query.until or today(), today()))
    if not days or len(days) > _MOST_MONTHS:
        detail = f"From 1 to {_MOST_MONTHS} months are counted at a time."
        raise BadRequest(400, "bad-parameter", detail, "since")
    rows = await Lists(runtime.pool).rows(population_query(days, query.area, query.by_area))
    named = [row | {"area_name": name_of(row["area"]) if row["area"] else None} for row in rows]
    return PopulationAnswer.model_validate({"rows": named})


def month_ends(first: date, last: date) -> list[date]:
    """The last day of every month from one day to another; of the last month no later than that day."""
    found = []
    month = first.replace(day=1)
    while month <= last:
        following = add_months(month, 1)
        found.append(min(following - timedelta(1), last))
        month = following
    return found


def _count(row: dict[str, Any], by: list[By], asked: dict[str, Any]) -> FactCount:
    group: dict[str, str | None] = {name: row[name] for name in by}
    return FactCount(
        by=group,
        facts=row["facts"],
        subjects=row["subjects"],
        quantity=row["quantity"],
        opens=_opens(group, asked),
    )


def _opens(group: dict[str, str | None], asked: dict[str, Any]) -> str:
    """The address of the facts of a figure: as many as it counts."""
    narrowed = dict(asked)
    for name, value in group.items():
        if value is None:
            narrowed["without"] = [*narrowed.get("without", []), name]
        elif name in ("year", "quarter", "month"):
            since, before = _period(name, value)
            narrowed["since"] = max(since, narrowed.get("since", since))
            narrowed["before"] = min(before, narrowed.get("before", before))
        else:
            narrowed |= {name: value} | ({"exact_area": True} if name == "area" else {})
    given = {name: value for name, value in narrowed.items() if value not in ([], False)}
    return f"/facts?{urlencode(given, doseq=True)}"


def _period(name: str, value: str) -> tuple[str, str]:
    """From, to; the last day is not in it. `value`: 2020, 2020-Q3 or 2020-08."""
    months = {"year": 12, "quarter": 3, "month": 1}[name]
    number = 1 if name == "year" else int(value[5:].lstrip("Q"))
    first = date(int(value[:4]), (number - 1) * months + 1, 1)
    return first.isoformat(), add_months(first, months).isoformat()
