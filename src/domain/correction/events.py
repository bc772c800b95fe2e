"""Correction events of any stream. Names and fields are stored for ever: add, never rename."""

from dataclasses import dataclass

from ..events import Event, Sealed, event


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The event at `version` would be refused by the rule of this code, had the correction been known.

    `article`: of the law that forbids it, where one does. The event stands until somebody decides otherwise.
    """

    version: int
    rule: str
    article: str | None = None


@event("record.corrected/1")
class EventCorrected(Event):
    """The event at version `target` of this stream was recorded wrongly; `replacement` is how it was.

    `occurred_at` is when the error was found. The right to correction: 个人信息保护法 46. `contradictions`:
    what was recorded before it and would have been refused after it.
    """

    target: int
    replacement: Event
    reason: Sealed[str] = None
    contradictions: tuple[Contradiction, ...] = ()


@event("record.retracted/1")
class EventRetracted(Event):
    """The event at version `target` of this stream never happened, or is no longer to count.

    `contradictions`: what was recorded before the retraction and would have been refused after it.
    """

    target: int
    reason: Sealed[str] = None
    contradictions: tuple[Contradiction, ...] = ()


CorrectionEvent = EventCorrected | EventRetracted
