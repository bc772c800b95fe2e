"""Figures of prevention: how far it reached in a year."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from ...domain.areas import COUNTY, name_of
from ...domain.calendar import SHANGHAI, law_date
from ...domain.kind import Kind
from ...domain.kinds import PREVENTION_PLAN, SCHOOL_PROGRAMME, SURVEY
from ...domain.moment import MOMENT_AHEAD, Moment
from ...domain.prevention.coverage import AudienceReached, Coverage, SurveyTotals, coverage
from ...domain.prevention_plan.events import Audience, PreventionActivityHeld
from ...domain.school_programme.events import SchoolItemDone
from ...domain.survey.events import SurveyKind, SurveyRecorded
from ...projections.county_queries import RecordFilter
from ...projections.county_records import state_of
from ..runtime.county_records import records_at
from ..runtime.runtime import Runtime
from .documentation import QUERY_RESPONSES
from .pages import Area
from .queries import Serving, Strict, reached

router = APIRouter(tags=["prevention"], responses=QUERY_RESPONSES)


class CoverageQuery(Strict):
    """Of which calendar year; of the running one, until now. `area`: the county, if not given."""

    year: Annotated[int, Field(ge=1990, le=2999, examples=[2020])]
    area: Area = None


class SchoolsAnswer(BaseModel):
    """Schools ever put on record by the end of the year, and which of them did anything in it."""

    registered: int
    with_programme: int
    opens: dict[str, str]


class TownshipAnswer(BaseModel):
    """A township of the area. `reached`: an activity was held in it."""

    area: str
    area_name: str | None
    reached: bool


class TownshipsAnswer(BaseModel):
    """Townships with an activity, of all. One for the whole county reaches none by itself."""

    reached: int
    of: int
    townships: list[TownshipAnswer]
    opens: str


class AudienceAnswer(BaseModel):
    """One audience against the plans of the year. Who took part twice is two heads."""

    audience: Audience
    planned_activities: int
    activities: int
    planned_heads: int
    heads: int
    materials: int
    opens: str


class SurveyAnswer(BaseModel):
    """Surveys of one kind together. `rate`: favourable of the answers; null where nobody answered."""

    kind: SurveyKind
    surveys: int
    asked: int
    answered: int
    favourable: int
    rate: float | None
    opens: str


class CoverageAnswer(BaseModel):
    """What a year came to. `on`: its last day, or today. `opens`: the address of what is counted."""

    year: int
    on: date
    area: str
    schools: SchoolsAnswer
    townships: TownshipsAnswer
    audiences: list[AudienceAnswer]
    surveys: list[SurveyAnswer]


@router.get("/prevention/coverage", summary="How far prevention reached in a year")
async def prevention_coverage(query: Annotated[CoverageQuery, Query()], runtime: Serving) -> CoverageAnswer:
    """Schools, townships, audiences against the plans, surveys; from the registers at the year's end.

    Nobody is shown, and none of it is stored. Areas are those of the record: an activity is of its plan's
    area, beside the township in which it was held.
    """
    await reached(runtime, query.at_least)
    day, moment = _moment(query.year)
    area = query.area or COUNTY
    found = coverage(
        query.year,
        area,
        plans=await _states(runtime, PREVENTION_PLAN, query.area, moment),
        schools=await _states(runtime, SCHOOL_PROGRAMME, query.area, moment),
        surveys=await _states(runtime, SURVEY, query.area, moment),
    )
    opens = _Addresses(query.year, query.area)
    return CoverageAnswer(
        year=query.year,
        on=day,
        area=area,
        schools=SchoolsAnswer(
            registered=found.schools,
            with_programme=found.active,
            opens={"registered": opens.registered(), "with_programme": opens.facts(SchoolItemDone.TYPE)},
        ),
        townships=_townships(found, opens),
        audiences=_audiences(found.audiences, opens),
        surveys=_surveys(found.surveys, opens),
    )


class _Addresses:
    """Where the records and facts of a year and an area are found."""

    def __init__(self, year: int, area: str | None) -> None:
        self._area = {} if area is None else {"area": area}
        self._since, self._before = date(year, 1, 1), date(year + 1, 1, 1)

    def registered(self) -> str:
        """Every school that was put on record before the year was over."""
        asked = {"before": self._before.isoformat()} | self._area
        return f"/{SCHOOL_PROGRAMME.collection}?{urlencode(asked)}"

    def facts(self, event_type: str, **value: str) -> str:
        """The events of a type in the year."""
        kind = event_type.rpartition("/")[0]
        asked: dict[str, Any] = {"kind": kind, **value, "since": self._since, "before": self._before}
        return f"/facts?{urlencode(asked | self._area)}"


def _moment(year: int) -> tuple[date, Moment]:
    """The last day of the year, and its end; of the running year, now. Raises `Refused` for one ahead."""
    now, last = datetime.now(UTC), date(year, 12, 31)
    if year == law_date(now).year:
        return law_date(now), Moment()
    end = datetime.combine(last, time.max, SHANGHAI).astimezone(UTC)
    if end > now:
        raise MOMENT_AHEAD.refuse("year", moment=end.isoformat())
    return last, Moment(as_of=end)


async def _states(runtime: Runtime, kind: Kind, area: str | None, moment: Moment) -> list[Any]:
    records = await records_at(runtime.pool, kind, RecordFilter(area=area), moment)
    return [state_of(kind, record.record) for record in records]


def _townships(found: Coverage, opens: _Addresses) -> TownshipsAnswer:
    return TownshipsAnswer(
        reached=len(found.reached),
        of=len(found.townships),
        townships=[
            TownshipAnswer(area=code, area_name=name_of(code), reached=code in found.reached)
            for code in found.townships
        ],
        opens=opens.facts(PreventionActivityHeld.TYPE),
    )


def _audiences(found: Mapping[Audience, AudienceReached], opens: _Addresses) -> list[AudienceAnswer]:
    return [
        AudienceAnswer(
            audience=audience,
            planned_activities=one.planned.activities,
            activities=one.reached.activities,
            planned_heads=one.planned.heads,
            heads=one.reached.heads,
            materials=one.reached.materials,
            opens=opens.facts(PreventionActivityHeld.TYPE, value=audience.value),
        )
        for audience, one in found.items()
    ]


def _surveys(found: Mapping[SurveyKind, SurveyTotals], opens: _Addresses) -> list[SurveyAnswer]:
    return [
        SurveyAnswer(
            kind=kind,
            rate=one.rate,
            opens=opens.facts(SurveyRecorded.TYPE, value=kind.value),
            **{name: getattr(one, name) for name in _COUNTED},
        )
        for kind, one in found.items()
    ]


_COUNTED = tuple(SurveyTotals.__dataclass_fields__)
