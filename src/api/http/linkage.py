"""Who is linked with a person at which level (六个层级): the county's levels, and the handovers at each."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from ...domain.handover.linkage import Link, links
from ...domain.pathways.template import (
    KIND,
    ComponentKind,
    Definition,
    Template,
    TemplateRefused,
    template_of,
)
from ...domain.person.state import fold
from ...domain.policies.book import NoPolicy, PolicyBook
from .abstinence import DayQuery
from .documentation import QUERY_RESPONSES
from .person_events import counting_events, today
from .queries import Asking, Purpose, Serving, note

router = APIRouter(tags=["handover"], responses=QUERY_RESPONSES)
_TEMPLATE = "six-levels"


class LevelAnswer(BaseModel):
    """A level. `role`: who the county says is responsible there. `unit`: who took the person over at it last.

    `is_defined`: the county's definition has it; else only a handover names it.
    """

    level: str | None
    title: str | None
    title_zh: str | None
    role: str | None
    is_defined: bool
    unit: str | None
    area: str | None
    since: date | None


class LinkageAnswer(BaseModel):
    """The levels on a day. `definition_en`, `definition_zh`: whose word they are.

    `responsible_unit`: who accepted the last handover, at whichever level. `worker`: the case worker.
    """

    id: UUID
    day: date
    definition_en: str
    definition_zh: str
    responsible_unit: str | None
    workers: list[str]
    levels: list[LevelAnswer]


@router.get("/persons/{id}/linkage", summary="Who is linked with a person at which level")
async def linkage(
    id: UUID,
    query: Annotated[DayQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> LinkageAnswer:
    """Each level that the county has defined, and who took the person over there last.

    Where nobody has defined the levels, that is said, and those that handovers name are shown.
    """
    day = query.on or today()
    events = [recorded.event for recorded in await counting_events(runtime, id, day)]
    found, person = links(events), fold(events)
    template = _template(runtime.policies, day)
    en, zh = "not publicly defined", "未公开定义"
    shown: list[LevelAnswer] = []
    if template is not None:
        en = f"definition supplied by county on {template.supplied_on}"
        zh = f"定义由县里于{template.supplied_on}提供"
        for one in template.components:
            if one.kind is ComponentKind.LEVEL:
                level = _level(one.id, found.pop(one.id, None), defined=True)
                named = {"title": one.title, "title_zh": one.title_zh, "role": one.role}
                shown.append(level.model_copy(update=named))
    shown += [_level(level, link, defined=False) for level, link in found.items()]
    await note(runtime, caller, [id], purpose, "linkage")
    return LinkageAnswer(
        id=id,
        day=day,
        definition_en=en,
        definition_zh=zh,
        responsible_unit=person.handover.responsible_unit,
        workers=sorted({worker for worker, _ in person.assignment.since}),
        levels=shown,
    )


def _template(policies: PolicyBook, day: date) -> Template | None:
    """The county's definition of the levels, if it has supplied one that can be used."""
    try:
        template = template_of(policies.in_force(KIND, _TEMPLATE, day))
    except (NoPolicy, TemplateRefused):
        return None
    return template if template.definition is Definition.COUNTY_SUPPLIED else None


def _level(level: str | None, link: Link | None, *, defined: bool) -> LevelAnswer:
    return LevelAnswer(
        level=level,
        title=None,
        title_zh=None,
        role=None,
        is_defined=defined,
        unit=None if link is None else link.unit,
        area=None if link is None else link.area,
        since=None if link is None else link.since,
    )
