"""What the questions about indicators answer."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from ...domain.indicators.definitions import Count, Indicator, SmallCells

_POLICY: Any = {"kind": "indicators", "name": "county", "version": "1", "status": "default"}
_CANDIDATE: Any = {
    "code": "stock",
    "title": "Three-year abstinent, of these and existing users",
    "title_zh": "三年未复吸人数÷(三年未复吸人数+现有吸毒人数)",
    "numerator": "three_years_abstinent",
    "denominator": "three_years_abstinent + existing_users",
    "mark": "D",
    "source": "fits published figures of Ningxia of 2016, 2019 and 2023; no source states the formula",
    "note": None,
}


class DefinitionsPolicy(BaseModel):
    """The policy by which it was counted. `status`: whose word it is; "default" is the product's own."""

    kind: str
    name: str
    version: str
    status: str


class DefinitionsAnswer(BaseModel):
    """Every indicator with its candidates, every count, with source and mark; and the rule on small cells.

    Marks: S a source states it; D derived from published figures; I our judgement; U not found.
    """

    policy: DefinitionsPolicy
    indicators: list[Indicator]
    counts: list[Count]
    small_cells: SmallCells
    notes: list[str]


class CandidateAnswer(BaseModel):
    """The definition that was used. `numerator`, `denominator`: CEL over counts."""

    code: str
    title: str
    title_zh: str
    numerator: str
    denominator: str | None
    mark: str
    source: str
    note: str | None


class CountedAnswer(BaseModel):
    """What a count came to. `opens`: the address of exactly what it counts. `value` null: suppressed."""

    code: str
    title: str
    title_zh: str
    value: int | None
    opens: str | None


class FigureAnswer(BaseModel):
    """A value. `before`: the day after the last. `why`, if `value` is null: denominator-zero, suppressed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "period": "2020",
                    "since": "2020-01-01",
                    "before": "2021-01-01",
                    "area": None,
                    "area_name": None,
                    "worker": None,
                    "value": "0.757943",
                    "why": None,
                    "suppressed": False,
                    "numerator": 2505,
                    "denominator": 3305,
                    "counts": [
                        {
                            "code": "existing_users",
                            "title": "Existing users",
                            "title_zh": "现有吸毒人员",
                            "value": 800,
                            "opens": "/indicators/counts/existing_users?since=2020-01-01&before=2021-01-01",
                        }
                    ],
                }
            ]
        }
    )

    period: str
    since: date
    before: date
    area: str | None
    area_name: str | None
    worker: str | None
    value: Decimal | None
    why: str | None
    suppressed: bool
    numerator: int | None
    denominator: int | None
    counts: list[CountedAnswer]


class IndicatorAnswer(BaseModel):
    """An indicator. `position`: of the log, up to which the read models had folded it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "code": "consolidation_rate",
                    "title": "Sustained-abstinence ratio",
                    "title_zh": "戒断三年巩固率",
                    "unit": "ratio",
                    "candidate": _CANDIDATE,
                    "policy": _POLICY,
                    "position": 252411,
                    "rows": [],
                }
            ]
        }
    )

    code: str
    title: str
    title_zh: str
    unit: str
    candidate: CandidateAnswer
    policy: DefinitionsPolicy
    position: int
    rows: list[FigureAnswer]


class OpenedAnswer(BaseModel):
    """What is counted. `id`: the person, case or record. `reference`: its event's version, test or measure.

    `day`: on which it was true, or on which it was looked at. `amount`: where quantities are summed.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01a20d3e-0000-7000-8000-000000000001",
                    "day": "2020-12-31",
                    "area": "640324100",
                    "worker": "ma.li",
                    "amount": 1,
                    "reference": "",
                }
            ]
        }
    )

    id: UUID
    day: date
    area: str | None
    worker: str | None
    amount: int | None
    reference: str


class OpenedCountAnswer(BaseModel):
    """A count and a page of what it counts. `value`: how many there are in all, or their sum."""

    code: str
    title: str
    title_zh: str
    mark: str
    source: str
    unit: str | None
    policy: DefinitionsPolicy
    value: int
    items: list[OpenedAnswer]
    next: str | None


def policy_answer(policy: Any) -> DefinitionsPolicy:
    """The head of a policy."""
    return DefinitionsPolicy(
        kind=policy.kind, name=policy.name, version=policy.version, status=str(policy.status)
    )
