"""The query that counts persons, now or at any moment."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from ...projections.person_filter import COUNTED_BY
from .answers import CountAnswer, CountsAnswer
from .documentation import QUERY_RESPONSES
from .moments import moment_of, shown_moment
from .persons import FilterQuery
from .queries import Serving, reached

router = APIRouter(tags=["persons"], responses=QUERY_RESPONSES)
By = Literal["tier", "measure", "measure_status", "area", "worker", "unit", "addiction_level"]


class CountsQuery(FilterQuery):
    """Which persons to count, and by what."""

    by: Annotated[list[By], Field(min_length=1)] = Field(default_factory=lambda: list[By](["tier"]))


@router.get("/persons/counts", summary="Count persons")
async def counts(query: Annotated[CountsQuery, Query()], runtime: Serving) -> CountsAnswer:
    """How many persons the filter of the list lets through, in all and by value; nobody is shown."""
    await reached(runtime, query.at_least)
    moment, wanted = moment_of(query), query.wanted()
    fields = {name: COUNTED_BY[name] for name in query.by}
    found: dict[str, Mapping[str | None, int]]
    if moment.is_now:
        found = {name: await runtime.queries.person_counts(wanted, field) for name, field in fields.items()}
        persons = sum(next(iter(found.values())).values())
    else:
        past = await runtime.past.counts(wanted, moment, list(fields.values()))
        found, persons = {name: past.by[field] for name, field in fields.items()}, past.persons
    by = {name: _in_order(values) for name, values in found.items()}
    return CountsAnswer(persons=persons, by=by, moment=shown_moment(moment))


def _in_order(counts: Mapping[str | None, int]) -> list[CountAnswer]:
    values = sorted(counts, key=lambda value: (-counts[value], value or ""))
    return [CountAnswer(value=value, persons=counts[value]) for value in values]
