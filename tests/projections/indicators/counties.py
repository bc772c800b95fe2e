"""Small counties told as events, and their counts asked of a real database by the shipped definitions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from domain.histories import REGISTERED
from projections.recorded import recorded
from psycopg import AsyncConnection
from spec import POLICIES, on

from tongxin.api.runtime.indicator_definitions import definitions_of
from tongxin.domain.events import Event
from tongxin.domain.indicators.definitions import KIND, Count
from tongxin.domain.measures.community_events import PersonReportedIn
from tongxin.domain.measures.events import DecisionServed, MeasureOrdered
from tongxin.domain.measures.kinds import MeasureDecision, MeasureKind, Recipient
from tongxin.domain.support.events import Employment, JobPlaced, SupportGranted, SupportKind
from tongxin.domain.survey.events import SurveyKind, SurveyRecorded
from tongxin.domain.testing.events import DrugTestKind, DrugTestMethod, DrugTestResult, DrugTestTaken
from tongxin.projections.indicators.asked import Counts, CountsAsked, Opened, Period
from tongxin.projections.indicators.counting import counted, opened
from tongxin.projections.indicators.past import fill, folded, hiding_the_live

DEFINITIONS = definitions_of(POLICIES.of_kind(KIND)[0])
YEAR = Period("2020", date(2020, 1, 1), date(2021, 1, 1))
County = Sequence[Sequence[Event]]


def living(area: str = "640324100", day: str = "2019-05-20", **changes: Any) -> Event:
    """A registration."""
    return replace(REGISTERED, occurred_at=on(day), residence_area=area, **changes)


def ordered(
    number: int, day: str, kind: MeasureKind = MeasureKind.COMMUNITY_DETOX, served: str | None = None
) -> list[Event]:
    """A measure is ordered and served, on the same day if no other is told."""
    decided, received = date.fromisoformat(day), date.fromisoformat(served or day)
    order = MeasureOrdered(
        occurred_at=on(day),
        measure_id=UUID(int=number),
        kind=kind,
        decided_on=decided,
        decider="同心县公安局",
    )
    service = DecisionServed(
        occurred_at=on(served or day),
        measure_id=UUID(int=number),
        decision=MeasureDecision.ORDER,
        served_on=received,
        served_to=Recipient.PERSON,
    )
    return [order, service]


def reported(number: int, day: str) -> Event:
    """The person reported."""
    return PersonReportedIn(
        occurred_at=on(day),
        measure_id=UUID(int=number),
        reported_on=date.fromisoformat(day),
        area="640324100",
    )


def a_test(number: int, day: str, result: DrugTestResult = DrugTestResult.NEGATIVE) -> Event:
    """A test was taken."""
    return DrugTestTaken(
        occurred_at=on(day),
        test_id=UUID(int=number),
        method=DrugTestMethod.URINE,
        kind=DrugTestKind.ON_SITE,
        result=result,
        testers=("wang.jun", "ma.li"),
    )


def placed(number: int, day: str) -> Event:
    """The person has work."""
    return JobPlaced(occurred_at=on(day), job_id=UUID(int=number), employment=Employment.FARMING)


def granted(number: int, day: str) -> Event:
    """The person is helped."""
    return SupportGranted(occurred_at=on(day), support_id=UUID(int=number), kind=SupportKind.TRAINING)


def surveyed(kind: SurveyKind, day: str, area: str, asked: int, answered: int, favourable: int) -> Event:
    """A survey was made."""
    return SurveyRecorded(
        occurred_at=on(day),
        kind=kind,
        area=area,
        conducted_by="示例调查公司",
        asked=asked,
        answered=answered,
        favourable=favourable,
    )


def stream_of(number: int) -> UUID:
    """The stream of the person or record of this number, from 0."""
    return UUID(int=1000 + number)


def rows_of(county: County) -> list[dict[str, list[Any]]]:
    """The read models of a county."""
    return [folded(recorded(life, stream_of(number))) for number, life in enumerate(county)]


def count_of(code: str) -> Count:
    """A shipped definition."""
    found = DEFINITIONS.count(code)
    assert found is not None, code
    return found


class Asking:
    """Asks a database that holds a small county in tables of one connection."""

    def __init__(self, connection: AsyncConnection[Any]) -> None:
        self.connection = connection

    async def all(self, county: County, asked: CountsAsked) -> Counts:
        """Every shipped count."""
        async with hiding_the_live(self.connection):
            await fill(self.connection, rows_of(county))
            return await counted(self.connection, DEFINITIONS.counts, asked)

    async def all_opened(self, county: County, asked: CountsAsked) -> dict[str, list[Opened]]:
        """What every shipped count counts."""
        async with hiding_the_live(self.connection):
            await fill(self.connection, rows_of(county))
            counts = DEFINITIONS.counts
            return {one.code: await opened(self.connection, one, asked, None, 1000) for one in counts}

    async def count(self, county: County, code: str, period: Period = YEAR) -> int:
        """One shipped count of the whole county in a period."""
        async with hiding_the_live(self.connection):
            await fill(self.connection, rows_of(county))
            asked = CountsAsked(periods=[period])
            [value] = (await counted(self.connection, [count_of(code)], asked))[code].values()
            return value
