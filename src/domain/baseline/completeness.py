"""Of which classes of basic information it is on file of a person that they are there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..calendar import law_date
from ..events import Event
from ..samples.events import SampleCollected
from .events import BaselineItemRecorded
from .items import BaselineItem, BaselineItems, RecordedAs


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """An item of the list. `recorded_on`, `custody_reference`: of the last record, if any."""

    item: BaselineItem
    recorded_on: date | None = None
    custody_reference: str | None = None


def standing(items: BaselineItems, events: Iterable[Event]) -> list[ItemStanding]:
    """Each item of the list, as a person's events tell of it."""
    found: dict[tuple[RecordedAs, str], Event] = {}
    for event in events:
        if isinstance(event, SampleCollected):
            found[RecordedAs.SAMPLE, event.item] = event
        elif isinstance(event, BaselineItemRecorded):
            found[RecordedAs.BASELINE, event.item] = event
    return [_standing(item, found.get((item.recorded_as, item.code))) for item in items.items]


def _standing(item: BaselineItem, event: Event | None) -> ItemStanding:
    if not isinstance(event, SampleCollected | BaselineItemRecorded):
        return ItemStanding(item)
    return ItemStanding(item, law_date(event.occurred_at), event.custody_reference)
