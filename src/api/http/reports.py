"""Reports: which there are, and one of them as JSON, XLSX, CSV or PDF."""

from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from ...domain.areas import COUNTY, is_known
from ...domain.indicators.rules import AGGREGATES_ONLY
from ...domain.policies.book import NoPolicy
from ...domain.reporting import layout
from ...domain.reporting.spans import EXAMPLES, WrongPeriod
from ..reports.build import Wanted, build, layout_of
from ..reports.formats import MEDIA_TYPES, Format, file_name
from ..reports.printing import Printing
from ..runtime.indicator_definitions import definitions_in_force
from .documentation import QUERY_RESPONSES
from .person_events import today
from .problems import BadRequest
from .queries import Asking, Serving, Strict, reached

router = APIRouter(tags=["reports"], responses=QUERY_RESPONSES)


def _printing(request: Request) -> Printing:
    printing: Printing = request.app.state.printing
    return printing


class ReportKindAnswer(BaseModel):
    """A report that can be had. `period`: what it is about; `example`: how such a period is written."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "annual",
                    "title": "Annual report on narcotics control",
                    "title_zh": "禁毒工作年度报告",
                    "period": "year",
                    "example": "/reports/annual?period=2020&format=pdf",
                    "layout": "1",
                    "status": "default",
                    "formats": ["json", "xlsx", "csv", "pdf"],
                }
            ]
        }
    )

    kind: str
    title: str
    title_zh: str
    period: str
    example: str
    layout: str
    status: str
    formats: list[Format]


class ReportsAnswer(BaseModel):
    """The reports that can be had today."""

    reports: list[ReportKindAnswer]


class ReportQuery(Strict):
    """Of which period and area, and in which form."""

    period: Annotated[
        str,
        Field(max_length=10, description="A year, a month or a day.", examples=["2020", "2020-06"]),
    ]
    area: Annotated[str, Field(pattern=r"^\d{6}(\d{3})?$", examples=["640324"])] = COUNTY
    format: Format = Format.JSON
    lang: Literal["zh", "en"] = "zh"


@router.get("/reports", summary="Which reports there are")
async def reports(query: Annotated[Strict, Query()], runtime: Serving) -> ReportsAnswer:
    """The layouts in force today: those that come with the code, and those that the county has published."""
    await reached(runtime, query.at_least)
    found = []
    for one in sorted(runtime.policies.on(today()), key=lambda policy: policy.name):
        if one.kind == layout.KIND:
            _, what = layout_of(runtime.policies, one.name, today())
            found.append(_kind(one, what))
    return ReportsAnswer(reports=found)


def _kind(policy: Any, what: layout.Layout) -> ReportKindAnswer:
    return ReportKindAnswer(
        kind=policy.name,
        title=policy.title,
        title_zh=policy.title_zh,
        period=what.period,
        example=f"/reports/{policy.name}?period={EXAMPLES[what.period]}&format=pdf",
        layout=policy.version,
        status=policy.status,
        formats=list(Format),
    )


@router.get(
    "/reports/{kind}",
    summary="A report",
    response_class=Response,
    responses={200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}}},
)
async def report(
    kind: str,
    query: Annotated[ReportQuery, Query()],
    runtime: Serving,
    caller: Asking,
    printing: Annotated[Printing, Depends(_printing)],
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """The report as it follows from the log now. Nobody is shown; each figure of the JSON opens.

    The ETag holds the digest of the content and the position of the log: the same one is the same bytes.
    """
    await reached(runtime, query.at_least)
    _, definitions = definitions_in_force(runtime.policies, today())
    if (role := caller.actor.role) in definitions.small_cells.roles:  # a report has cells of any size
        raise AGGREGATES_ONLY.refuse(role=role)
    if not is_known(query.area):
        raise BadRequest(400, "bad-parameter", f"There is no area {query.area}.", "area")
    try:
        made = await build(runtime, Wanted(kind=kind, period=query.period, area=query.area), today())
    except NoPolicy:
        raise BadRequest(404, "not-found", f"There is no report “{kind}”.") from None
    except WrongPeriod as error:
        raise BadRequest(400, "bad-parameter", str(error), "period") from None
    provenance = made.provenance
    tag = f'"{made.digest[:32]}-{provenance.position}-{provenance.code_version}-{query.lang}.{query.format}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if if_none_match is not None and tag in (one.strip() for one in if_none_match.split(",")):
        return Response(status_code=304, headers=headers)
    if query.format is not Format.JSON:
        headers["Content-Disposition"] = _attached(file_name(made, query.format, query.lang))
    content = await printing.render(made, query.format, query.lang)
    return Response(content, headers=headers, media_type=MEDIA_TYPES[query.format])


def _attached(name: str) -> str:
    """RFC 6266: the name in UTF-8, and one in ASCII for those who read no other."""
    plain = "".join(letter if letter.isascii() and letter not in '"\\' else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
