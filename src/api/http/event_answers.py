"""What the feed answers, and what it is asked."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ..runtime.event_pages import FeedFilter
from .pages import Area
from .queries import LARGEST, Strict

TypeName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]*(/\d{0,4})?)?$", max_length=100)]
Types = Annotated[
    list[TypeName],
    Field(max_length=50, description="Stored names or their beginnings.", examples=[["measure."]]),
]


class FeedQuery(Strict):
    """From where on, and which events."""

    after: Annotated[
        int | None, Field(ge=0, le=LARGEST, description="A cursor: `next` of a page, or a position.")
    ] = None
    type: Types = Field(default_factory=list)
    area: Area = None

    def wanted(self) -> FeedFilter:
        """As a filter."""
        return FeedFilter(type=self.type, area=self.area)


class PageQuery(FeedQuery):
    """A page of the feed."""

    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class CloudEventAnswer(BaseModel):
    """An event in the JSON format of CloudEvents 1.0.

    `source`: the collection of the record. `time`: when it was true; `recordedtime`: when it was recorded
    (UTC). `sequence`: its position, a cursor.
    `unreadable`: this release cannot read the event, so that it is told without its content.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "specversion": "1.0",
                    "id": "01a20d3e-0000-7000-8000-0000000000a1",
                    "source": "/persons",
                    "type": "person.screened/1",
                    "subject": "a5674ccc-a30b-5ea7-8136-000945e29237",
                    "sequence": "0000000000000252735",
                    "streamversion": 220,
                    "time": "2026-11-24T02:10:00Z",
                    "recordedtime": "2026-11-24T02:10:03Z",
                    "actorrole": "police_officer",
                    "actorunit": "640324",
                    "datacontenttype": "application/json",
                    "data": {"outcome": "no_finding", "campaign": "清零"},
                }
            ]
        }
    )

    specversion: Literal["1.0"]
    id: str
    source: str
    type: str
    subject: str
    sequence: str
    streamversion: int
    time: datetime | None = None
    recordedtime: datetime | None = None
    actorrole: str | None = None
    actorunit: str | None = None
    legalbasis: str | None = None
    datacontenttype: Literal["application/json"] | None = None
    data: dict[str, Any] | None = None
    unreadable: bool | None = None


class FeedAnswer(BaseModel):
    """A page of the feed. `next`: the cursor to go on from, now or later; `at_end`: there is no more yet.

    A page may be empty and yet not the end: then nothing that it looked at passed the filter.
    """

    events: list[CloudEventAnswer]
    next: int
    at_end: bool
