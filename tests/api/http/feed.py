"""What tests of the feed share: reading it to its end."""

from typing import Any

import orjson
from api.http.conftest import Service
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent


async def page(service: Service, query: str = "") -> dict[str, Any]:
    """One page of the feed."""
    answer = await service.get(f"/events?{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def whole(service: Service, query: str = "", limit: int = 7) -> list[dict[str, Any]]:
    """All that passes a filter, a page at a time."""
    found: list[dict[str, Any]] = []
    after = 0
    while True:
        one = await page(service, f"{query}&limit={limit}&after={after}")
        assert len(one["events"]) <= limit
        assert one["next"] >= after
        found += one["events"]
        after = one["next"]
        if one["at_end"]:
            return found


def received(event: dict[str, Any]) -> CloudEvent:
    """The event as a receiver reads it, by the library of the standard. It checks what must be there."""
    read = JSONFormat().read(CloudEvent, orjson.dumps(event))
    assert isinstance(read, CloudEvent)
    return read
