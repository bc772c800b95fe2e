"""An event as other systems get it: CloudEvents 1.0, without names and without sealed texts.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md, its JSON format, and its extension
`sequence`. The subject is the record's own id, which says nothing to who may not ask this service about it.
"""

from datetime import UTC, datetime
from typing import Any

import orjson

from ...domain.envelope import Recorded
from ...domain.events import Event
from ...projections.runner import Undecodable
from .event_data import data_of
from .event_pages import Fed

MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"


def cloud_event(fed: Fed) -> dict[str, Any]:
    """The envelope and what is open of the event; of one that cannot be read, the envelope alone."""
    event = fed.event
    return {
        "specversion": "1.0",
        "id": message_id(fed),
        "source": f"/{fed.collection}",
        "type": event.type if isinstance(event, Undecodable) else event.event.TYPE,
        "subject": str(event.stream),
        "sequence": f"{event.position:019}",
        "streamversion": event.version,
    } | ({"unreadable": True} if isinstance(event, Undecodable) else _readable(event))


def message_id(fed: Fed) -> str:
    """The same each time that the event is told."""
    event = fed.event
    return f"{event.stream}.{event.version}" if isinstance(event, Undecodable) else str(event.event_id)


def as_json(fed: Fed) -> bytes:
    """The JSON format, structured mode: one event with its data."""
    return orjson.dumps(cloud_event(fed))


def _readable(recorded: Recorded[Event]) -> dict[str, Any]:
    optional = {"legalbasis": recorded.legal_basis}
    return {
        "time": _utc(recorded.occurred_at),
        "recordedtime": _utc(recorded.recorded_at),
        "actorrole": recorded.actor.role,
        "actorunit": recorded.actor.unit,
        **{name: value for name, value in optional.items() if value},
        "datacontenttype": "application/json",
        "data": data_of(recorded.event),
    }


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
