"""What the questions about figures answer."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class FactAnswer(BaseModel):
    """One event. `id`: the person or the case. `version`, `position`, `event_id`: where to find it.

    `area`, `tier`: of the person on that day. `quantity`: milligrams of a drug, hundredths of CNY, or heads.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01a20d3e-0000-7000-8000-000000000001",
                    "subject": "person",
                    "kind": "test.taken",
                    "value": "positive",
                    "item_id": "01a20d3e-0000-7000-8000-0000000000b1",
                    "day": "2020-03-02",
                    "area": "640324100",
                    "tier": "T2",
                    "quantity": None,
                    "version": 41,
                    "position": 90210,
                    "event_id": "01a20d3e-0000-7000-8000-0000000000f1",
                }
            ]
        }
    )

    id: UUID
    subject: str
    kind: str
    value: str | None
    item_id: UUID | None
    day: date
    area: str | None
    tier: str | None
    quantity: int | None
    version: int
    position: int
    event_id: UUID


class FactsAnswer(BaseModel):
    """A page. `next`: the cursor of the next page, null on the last."""

    facts: list[FactAnswer]
    next: str | None


class FactCount(BaseModel):
    """A figure: how many events, of how many persons or cases. `opens`: the facts that it counts."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "by": {"kind": "test.taken", "year": "2020"},
                    "facts": 1934,
                    "subjects": 402,
                    "quantity": None,
                    "opens": "/facts?kind=test.taken&since=2020-01-01&before=2021-01-01",
                }
            ]
        }
    )

    by: dict[str, str | None]
    facts: int
    subjects: int
    quantity: int | None
    opens: str


class FactCountsAnswer(BaseModel):
    """Figures; retracted events are in none, corrected ones as corrected."""

    rows: list[FactCount]


class PopulationRow(BaseModel):
    """How many persons in the county were in a tier at the end of `day`. `tier` null: in none yet."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"day": "2020-06-30", "area": None, "area_name": None, "tier": "T2", "persons": 212}]
        }
    )

    day: date
    area: str | None
    area_name: str | None
    tier: str | None
    persons: int


class PopulationAnswer(BaseModel):
    """One row for each month's last day, tier, and area if asked for."""

    rows: list[PopulationRow]
