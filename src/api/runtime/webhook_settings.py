"""What can be set of web hooks. The defaults are the product's; no law says how often one tries."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, IPvAnyNetwork

_SECOND, _HOUR, _DAY = 1.0, 3600.0, 86400.0
Seconds = Annotated[float, Field(gt=0, le=30 * _DAY)]


class WebhookSettings(BaseModel):
    """Times in seconds.

    `retries`: how long to wait after each failed try; after the last the event is a dead letter. `jitter`: so
    much of it is added by chance at most. `patience`: a subscription that fails for so long is disabled.
    `timeout`: of one delivery. `most`: subscriptions at a time. `networks`: inner networks that may be told.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    retries: Annotated[tuple[Seconds, ...], Field(max_length=100)] = (
        5 * _SECOND, 300 * _SECOND, 0.5 * _HOUR, 2 * _HOUR, 5 * _HOUR, 10 * _HOUR, 14 * _HOUR, 20 * _HOUR,
        _DAY,
    )  # fmt: skip
    jitter: Annotated[float, Field(ge=0, le=1)] = 0.2
    patience: Seconds = 5 * _DAY
    timeout: Annotated[float, Field(gt=0, le=300)] = 15.0
    most: Annotated[int, Field(ge=0, le=1000)] = 100
    networks: tuple[IPvAnyNetwork, ...] = ()
