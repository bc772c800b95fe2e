"""Where a person of several records stands: they are read as one, at the moment that is asked for."""

from dataclasses import replace
from uuid import UUID

from ...domain.duplicates.as_one import as_one, merged_into
from ...domain.moment import Moment
from ...projections.at_moment import status_at
from ...projections.person_status import PersonStatus
from ...store.streams import Streams


async def status_as_one(streams: Streams, stream: UUID, moment: Moment) -> PersonStatus | None:
    """The status of a record with those merged into it by then; `version` and `position` are its own."""
    history = await streams.history(stream)
    own = status_at(history, moment)
    others = {other: await streams.history(other) for other in merged_into(history, moment)}
    if own is None or not others:
        return own
    status = status_at(as_one(history, others), moment)
    return None if status is None else replace(status, version=own.version, position=own.position)
