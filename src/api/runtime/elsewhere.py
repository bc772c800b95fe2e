"""What a decision rests on beside its own stream: that what it names is on record, and what that tells."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from ...domain.commands import Command
from ...domain.correction.effective import effective
from ...domain.correction.events import EventCorrected, EventRetracted
from ...domain.envelope import Recorded
from ...domain.events import Event
from ...domain.kinds import BY_NAME
from ...domain.references import NOT_ON_RECORD, references
from ...domain.screening.events import PersonScreened
from ...domain.screening_campaign.commands import CloseScreeningCampaign
from ...domain.screening_campaign.state import Campaign, belongs_to, settles
from ...store.codec import decode
from ...store.streams import Streams

_SCREENINGS = [PersonScreened.TYPE, EventCorrected.TYPE, EventRetracted.TYPE]


async def check_references(streams: Streams, command: Command | Event, field: str | None = None) -> None:
    """Refuse a command, or a corrected event, that names a record which there is not. `field`: where."""
    named = references(command)
    if not named:
        return
    begun = await streams.beginnings([one.stream for one in named])
    for one in named:
        if _name(begun.get(one.stream, "")) != _name(BY_NAME[one.kind].begins_with.TYPE):
            raise NOT_ON_RECORD.refuse(field or one.field, kind=one.kind.replace("_", " "), id=one.stream)


async def referring(streams: Streams, corrections: list[Event]) -> list[Event]:
    """The same events, where what a corrected one names is on record."""
    for event in corrections:
        if isinstance(event, EventCorrected):
            await check_references(streams, event.replacement, "changes")
    return corrections


def _name(event_type: str) -> str:
    return event_type.partition("/")[0]


async def informed(streams: Streams, stream: UUID, state: Any, command: Command) -> Any:
    """The state with what other streams tell, where the command needs it."""
    if isinstance(state, Campaign) and isinstance(command, CloseScreeningCampaign):
        return replace(state, screened_elsewhere=await _screened(streams, stream, state))
    return state


async def _screened(streams: Streams, stream: UUID, campaign: Campaign) -> frozenset[UUID]:
    """The targets whose own streams tell a screening of this campaign that settles them."""
    stored = await streams.events_of_types(list(campaign.unsettled), _SCREENINGS)
    histories: dict[UUID, list[Recorded[Event]]] = {}
    for row in stored:
        histories.setdefault(row[0], []).append(decode(*row))
    return frozenset(
        person
        for person, history in histories.items()
        if any(
            isinstance(one.event, PersonScreened)
            and settles(one.event.outcome)
            and belongs_to(one.event, stream, campaign.record)
            for one in effective(history)
        )
    )
