"""What the registers answer."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

_PERSON = {
    "id": "01a20d3e-0000-7000-8000-000000000001",
    "name": "马建国",
    "residence_area": "640324100",
    "worker": "ma.li",
    "responsible_unit": "640324100",
}


def _example(**item: Any) -> ConfigDict:
    """An example: a person of the example, with an item."""
    return ConfigDict(json_schema_extra={"examples": [_PERSON | item]})


class OfPerson(BaseModel):
    """Whom an item concerns."""

    id: UUID
    name: str | None
    residence_area: str | None
    worker: str | None
    responsible_unit: str | None


class RegisteredMeasureAnswer(OfPerson):
    """A measure. The three clocks: `day` (decision), `served_on` (receipt), `reported_on`.

    `expires_on`: the first day after the term; null while it does not run. `law`: the version of the terms by
    which it was counted. `tests`, `departures`, `days_away`: the counters of 戒毒条例 20.
    """

    model_config = _example(
        measure_id="01a20d3e-0000-7000-8000-0000000000a1",
        kind="community_detox",
        status="executing",
        day="2025-01-10",
        decider="同心县公安局",
        area="640324100",
        served_on="2025-01-11",
        reported_on="2025-01-15",
        term_months=36,
        begins_on="2025-01-15",
        expires_on="2028-01-15",
        law="2011-06-26",
        tests=1,
        departures=0,
        days_away=0,
    )

    measure_id: UUID
    kind: str
    status: str
    day: date
    decider: str | None = None
    area: str | None = None
    served_on: date | None = None
    reported_on: date | None = None
    refused_on: date | None = None
    signed_on: date | None = None
    entered_on: date | None = None
    paused_on: date | None = None
    term_months: int | None = None
    term_days: int | None = None
    begins_on: date | None = None
    expires_on: date | None = None
    law: str | None = None
    tests: int
    departures: int
    days_away: int
    serious_breach_on: date | None = None
    reported_to_police_on: date | None = None
    follows: UUID | None = None
    ending: str | None = None
    ended_on: date | None = None
    cancelled_on: date | None = None


class RegisteredTestAnswer(OfPerson):
    """A test. `standing`: ordered, refused, evaded or taken. `result`: the latest, found on `result_on`.

    `objection_granted`: null while an objection is not decided.
    """

    model_config = _example(
        test_id="01a20d3e-0000-7000-8000-0000000000b1",
        standing="taken",
        day="2026-02-03",
        ground="community_treatment",
        method="urine",
        kind="on_site",
        ordered_on="2026-02-01",
        due_on="2026-02-05",
        taken_on="2026-02-03",
        is_forced=False,
        result="negative",
        result_on="2026-02-03",
        version=41,
        position=90210,
    )

    test_id: UUID
    standing: str
    day: date
    ground: str | None = None
    method: str | None = None
    kind: str | None = None
    ordered_on: date | None = None
    due_on: date | None = None
    taken_on: date | None = None
    missed_on: date | None = None
    is_forced: bool
    result: str | None = None
    result_on: date | None = None
    laboratory: str | None = None
    objected_on: date | None = None
    objection_granted: bool | None = None
    version: int
    position: int


class RegisteredHandoverAnswer(OfPerson):
    """An offer, on `day`, and its answer: `outcome` is open, accepted, refused or withdrawn."""

    model_config = _example(
        handover_id="01a20d3e-0000-7000-8000-0000000000c1",
        outcome="open",
        from_unit="640324100",
        to_unit="640324101",
        to_area="640324101",
        level="township",
        day="2026-04-01",
        version=52,
        position=90411,
    )

    handover_id: UUID
    outcome: str
    from_unit: str | None = None
    to_unit: str | None = None
    to_area: str | None = None
    level: str | None = None
    day: date
    answered_on: date | None = None
    version: int
    position: int


class RegisteredSupportAnswer(OfPerson):
    """Help (`kind` support) or work (job), from `day` on. `amount_fen`: hundredths of CNY, in all."""

    model_config = _example(
        item_id="01a20d3e-0000-7000-8000-0000000000d1",
        kind="support",
        what="low_income_aid",
        beneficiary="family",
        provider="县民政局",
        amount_fen=480000,
        day="2025-07-01",
        version=33,
        position=80127,
    )

    item_id: UUID
    kind: str
    what: str | None = None
    beneficiary: str | None = None
    provider: str | None = None
    amount_fen: int | None = None
    day: date
    ended_on: date | None = None
    outcome: str | None = None
    version: int
    position: int


class RegisteredMilestoneAnswer(OfPerson):
    """A step, or a plan (`kind`). `standing`: planned, overdue, undated, reached, missed, excused, or dropped
    with its plan; of a plan going_on or ended. `programme`: a code of the county's own, without meaning here.
    """

    model_config = _example(
        item_id="01a20d3e-0000-7000-8000-0000000000e1",
        kind="milestone",
        programme="23444",
        title="首次家访",
        standing="overdue",
        due_on="2026-03-31",
        day="2026-01-05",
        version=61,
        position=91234,
    )

    item_id: UUID
    kind: str
    plan_id: UUID | None = None
    programme: str | None = None
    title: str | None = None
    standing: str
    due_on: date | None = None
    day: date
    decided_on: date | None = None
    version: int
    position: int


class MeasuresAnswer(BaseModel):
    """A page. `next`: the cursor of the next page, null on the last."""

    measures: list[RegisteredMeasureAnswer]
    next: str | None


class TestsAnswer(BaseModel):
    """A page. `next`: the cursor of the next page, null on the last."""

    tests: list[RegisteredTestAnswer]
    next: str | None


class HandoversAnswer(BaseModel):
    """A page. `next`: the cursor of the next page, null on the last."""

    handovers: list[RegisteredHandoverAnswer]
    next: str | None


class SupportsAnswer(BaseModel):
    """A page. `next`: the cursor of the next page, null on the last."""

    supports: list[RegisteredSupportAnswer]
    next: str | None


class MilestonesAnswer(BaseModel):
    """A page. `next`: the cursor of the next page, null on the last."""

    milestones: list[RegisteredMilestoneAnswer]
    next: str | None
