"""What is asked and answered about web hooks."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, HttpUrl

from .answers import ActorAnswer
from .event_answers import Types
from .pages import Area
from .queries import LARGEST, Strict


class NewWebhook(BaseModel):
    """A subscription: events of these types and this area go to `target`, from `after` on (else from now on).

    `purpose`: why; kept in the log of reads with every event that is delivered (个人信息保护法 6, 34).
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "target": "https://exchange.example/tongxin",
                    "type": ["measure.", "tier.assigned"],
                    "area": "640324",
                    "purpose": "data-exchange",
                }
            ]
        },
    )

    target: HttpUrl
    type: Types = Field(default_factory=list)
    area: Area = None
    purpose: Annotated[str, Field(pattern=r"^[\w.-]{1,64}$")]
    after: Annotated[int | None, Field(ge=0, le=LARGEST)] = None


class WebhookAnswer(BaseModel):
    """A subscription, and how far its receiver has been told.

    `position`: all up to there was delivered, or is a dead letter. `tries`, `next_try_at`: of the next.
    `state`: active; disabled, after long failure; ended.
    """

    id: UUID
    target: str
    type: list[str]
    area: str | None
    purpose: str
    state: str
    position: int
    delivered: int
    delivered_at: datetime | None
    tries: int
    next_try_at: datetime | None
    failing_since: datetime | None
    last_error: str | None


class NewWebhookAnswer(WebhookAnswer):
    """A new subscription. `secret` signs what is delivered; it is told this once, and never again."""

    secret: str | None


class WebhookChangeAnswer(BaseModel):
    """Something done with a subscription: created, disabled, resumed, retry asked, ended."""

    at: datetime
    what: str
    actor: ActorAnswer
    correlation_id: str
    detail: str | None


class WebhookHistoryAnswer(WebhookAnswer):
    """A subscription, with what was done with it, the oldest first."""

    changes: list[WebhookChangeAnswer]


class WebhooksAnswer(BaseModel):
    """Every subscription, the oldest first."""

    webhooks: list[WebhookAnswer]


class DeadLetterAnswer(BaseModel):
    """An event that was given up after the last try. `delivered_at`: when a later try was taken after all."""

    position: int
    message_id: str
    type: str
    subject: UUID
    tries: int
    error: str
    at: datetime
    retry_asked_at: datetime | None
    delivered_at: datetime | None


class DeadLettersAnswer(BaseModel):
    """A page of dead letters, in order. `next`: give it as `after`; null on the last page."""

    dead_letters: list[DeadLetterAnswer]
    next: int | None


class DeadLettersQuery(Strict):
    """A page."""

    after: Annotated[int, Field(ge=0, le=LARGEST)] = 0
    limit: Annotated[int, Field(ge=1, le=200)] = 50
