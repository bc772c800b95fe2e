"""The question what the worker has to report to the police of a person (戒毒条例 21)."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from ...domain.measures.duties import duties
from ...domain.person.state import fold
from .abstinence import DayQuery
from .documentation import QUERY_RESPONSES
from .person_events import counting_events, today
from .queries import Asking, Purpose, Serving, note

router = APIRouter(tags=["work"], responses=QUERY_RESPONSES)


class DutyAnswer(BaseModel):
    """A report that is owed for a measure since a day. `ground`: refusal, drug_use or serious_breach."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "measure_id": "01a20d3e-0000-7000-8000-0000000000a1",
                    "ground": "serious_breach",
                    "since": "2026-03-02",
                    "article": "戒毒条例 21",
                }
            ]
        }
    )

    measure_id: UUID
    ground: str
    since: date
    article: str


class DutiesAnswer(BaseModel):
    """What is owed on a day, the oldest first. The law says "promptly" (及时) and gives no number of days."""

    id: UUID
    day: date
    duties: list[DutyAnswer]


@router.get("/persons/{id}/duties", summary="What is to be reported to the police")
async def person_duties(
    id: UUID,
    query: Annotated[DayQuery, Query()],
    runtime: Serving,
    caller: Asking,
    purpose: Purpose = None,
) -> DutiesAnswer:
    """Refusal, use and serious breach during a measure in the community, until the report is recorded.

    The worker who does not report is liable (戒毒条例 44). Over the county: `/worklist`.
    """
    day = query.on or today()
    person = fold(recorded.event for recorded in await counting_events(runtime, id, day))
    found = duties(person, day, runtime.persons.policies)
    await note(runtime, caller, [id], purpose, "duties")
    return DutiesAnswer.model_validate(
        {
            "id": id,
            "day": day,
            "duties": [DutyAnswer.model_validate(one, from_attributes=True) for one in found],
        }
    )
