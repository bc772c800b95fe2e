"""What counts of one person's history, for answers that are computed from it."""

from datetime import UTC, date, datetime
from uuid import UUID

from ...domain.calendar import law_date
from ...domain.correction.effective import effective
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.kinds import PERSON
from ...domain.person.rules import UNKNOWN_PERSON
from ..runtime.runtime import Runtime
from ..runtime.two_records import whole_history


def today() -> date:
    """The Asia/Shanghai date of now."""
    return law_date(datetime.now(UTC))


async def counting_events(runtime: Runtime, stream: UUID, day: date) -> list[Recorded[Event]]:
    """The effective events of a person that had happened by the end of a day, without sealed parts.

    With those of the records that are merged into this one.
    """
    history = await runtime.streams.history(stream)
    if not history or not isinstance(history[0].event, PERSON.begins_with):
        raise UNKNOWN_PERSON.refuse()
    history = list(await whole_history(runtime.streams, history))
    return [one for one in effective(history) if law_date(one.event.occurred_at) <= day]
