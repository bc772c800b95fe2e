"""Correction events of any stream. Names and fields are stored for ever: add, never rename."""

from ..events import Event, Sealed, event


@event("record.corrected/1")
class EventCorrected(Event):
    """The event at version `target` of this stream was recorded wrongly; `replacement` is how it was.

    `occurred_at` is when the error was found. The right to correction: 个人信息保护法 46.
    """

    target: int
    replacement: Event
    reason: Sealed[str] = None


@event("record.retracted/1")
class EventRetracted(Event):
    """The event at version `target` of this stream never happened, or is no longer to count."""

    target: int
    reason: Sealed[str] = None


CorrectionEvent = EventCorrected | EventRetracted
