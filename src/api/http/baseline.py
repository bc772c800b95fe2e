"""Queries about basic information (15类基础信息): of one person, of the county, and who lacks what."""

from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from ...domain.areas import name_of
from ...domain.baseline.completeness import standing
from ...domain.baseline.items import BaselineItems, items_in_force
from ...domain.pathways.template import Definition
from ...domain.policies.book import Policy
from ...projections.baseline_queries import By, MissingFilter, completeness_query, missing_query
from ...projections.listing import Lists
from ..runtime.runtime import Runtime
from .abstinence import DayQuery
from .documentation import QUERY_RESPONSES
from .pages import Area
from .person_events import counting_events, today
from .queries import Asking, Purpose, Serving, Strict, note, reached

router = APIRouter(tags=["baseline"], responses=QUERY_RESPONSES)


class ListAnswer(BaseModel):
    """The list that is in force. `classes`: how many there are said to be; `defined`: how many it names.

    `definition_en`, `definition_zh`: whose word it is.
    """

    version: str | None
    definition_en: str
    definition_zh: str
    classes: int | None
    defined: int


class BaselineItemAnswer(BaseModel):
    """An item of the list. `recorded_as`: by a sample's collection, or an entry of its own."""

    code: str
    title: str
    title_zh: str
    recorded_as: str
    recorded_on: date | None
    custody_reference: str | None


class BaselineAnswer(BaseModel):
    """What is on file of a person on a day. `is_complete`: all that is defined; null: nothing is."""

    id: UUID
    day: date
    definition: ListAnswer
    items: list[BaselineItemAnswer]
    is_complete: bool | None


class CompletenessRow(BaseModel):
    """Persons of a township or a worker (null: none), of how many all and each item is on file.

    `opens`: the address of the persons of whom something is missing, and for each item of those who lack it.
    """

    by: str | None
    name: str | None
    persons: int
    complete: int
    recorded: dict[str, int]
    opens: dict[str, str]


class CompletenessAnswer(BaseModel):
    """How complete the basic information is, by township or by worker."""

    day: date
    definition: ListAnswer
    rows: list[CompletenessRow]


class MissingRow(BaseModel):
    """A person, and the items that are not on file."""

    id: UUID
    area: str | None
    worker: str | None
    missing: list[str]


class MissingAnswer(BaseModel):
    """A page of persons. `next`: give it as `after`; null on the last page."""

    persons: list[MissingRow]
    next: UUID | None


class CompletenessQuery(Strict):
    """Of which area, by what."""

    area: Area = None
    by: By = "area"


class MissingQuery(Strict):
    """Who lacks what. `item` not given: anything."""

    item: Annotated[str | None, Field(examples=["hair"])] = None
    area: Area = None
    worker: Annotated[str | None, Field(description="The case worker of the person.")] = None
    without: list[Literal["area", "worker"]] = Field(
        default_factory=list, description="Only persons of whom this is not known."
    )
    after: UUID | None = None
    limit: Annotated[int, Field(ge=1, le=500)] = 100

    def wanted(self) -> MissingFilter:
        """The filter."""
        return MissingFilter(**self.model_dump(include=set(MissingFilter.__dataclass_fields__)))


@router.get("/persons/{id}/baseline", summary="A person's basic information")
async def person_baseline(
    id: UUID,
    query: Annotated[DayQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> BaselineAnswer:
    """Of each item of the list that is in force: that it is on file, and where; never what it says."""
    day = query.on or today()
    events = [recorded.event for recorded in await counting_events(runtime, id, day)]
    policy, items = _list(runtime, day)
    shown = [
        BaselineItemAnswer(
            code=one.item.code, title=one.item.title, title_zh=one.item.title_zh,
            recorded_as=one.item.recorded_as, recorded_on=one.recorded_on,
            custody_reference=one.custody_reference,
        )
        for one in standing(items, events)
    ]  # fmt: skip
    await note(runtime, caller, [id], purpose, "baseline")
    complete = all(one.recorded_on is not None for one in shown) if shown else None
    return BaselineAnswer(id=id, day=day, definition=_told(policy, items), items=shown, is_complete=complete)


@router.get("/baseline/completeness", summary="How complete the basic information is")
async def baseline_completeness(
    query: Annotated[CompletenessQuery, Query()], runtime: Serving
) -> CompletenessAnswer:
    """Of how many persons on the register each item is on file, by township or worker; nobody is shown."""
    await reached(runtime, query.at_least)
    day = today()
    policy, items = _list(runtime, day)
    found = await Lists(runtime.pool).rows(completeness_query(items.items, day, query.by, query.area))
    groups = [row for row in found if row["item"] is None]
    rows = [_row(row, [one for one in found if one["by"] == row["by"]], query) for row in groups]
    if not items.items:
        rows = []
    return CompletenessAnswer(day=day, definition=_told(policy, items), rows=rows)


@router.get("/baseline/missing", summary="Of whom basic information is missing")
async def baseline_missing(
    query: Annotated[MissingQuery, Query()], runtime: Serving, caller: Asking, purpose: Purpose = None
) -> MissingAnswer:
    """Persons and what is not on file of them, a page at a time. Every person shown is logged as read."""
    await reached(runtime, query.at_least)
    _, items = _list(runtime, today())
    asked = missing_query(items.items, today(), query.wanted(), query.after, query.limit + 1)
    found = await Lists(runtime.pool).rows(asked)
    page = found[: query.limit]
    await note(runtime, caller, [row["stream"] for row in page], purpose, "baseline-missing")
    persons = [MissingRow.model_validate(row | {"id": row["stream"]}) for row in page]
    return MissingAnswer(persons=persons, next=page[-1]["stream"] if len(found) > query.limit else None)


def _list(runtime: Runtime, day: date) -> tuple[Policy | None, BaselineItems]:
    found = items_in_force(runtime.policies, day)
    return found or (None, BaselineItems(definition=Definition.NOT_PUBLICLY_DEFINED))


def _told(policy: Policy | None, items: BaselineItems) -> ListAnswer:
    if items.definition is Definition.COUNTY_SUPPLIED:
        en, zh = (
            f"definition supplied by county on {items.supplied_on}",
            f"定义由县里于{items.supplied_on}提供",
        )
    else:
        en, zh = "not publicly defined", "未公开定义"
    version = None if policy is None else policy.version
    return ListAnswer(
        version=version, definition_en=en, definition_zh=zh, classes=items.classes, defined=len(items.items)
    )


def _row(group: dict[str, Any], found: list[dict[str, Any]], query: CompletenessQuery) -> CompletenessRow:
    by, recorded = group["by"], {row["item"]: row["recorded"] for row in found if row["item"] is not None}
    asked: dict[str, str] = {"area": query.area} if query.area else {}
    asked |= {"without": query.by} if by is None else {query.by: by}
    opens = {"any": f"/baseline/missing?{urlencode(asked)}"}
    opens |= {item: f"/baseline/missing?{urlencode(asked | {'item': item})}" for item in recorded}
    return CompletenessRow(
        by=by,
        name=name_of(by) if by is not None and query.by == "area" else None,
        persons=group["persons"],
        complete=group["recorded"],
        recorded=recorded,
        opens=opens,
    )
