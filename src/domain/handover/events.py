"""Handover events. Names and fields are stored for ever: add, never rename."""

from uuid import UUID

from ..events import Event, Sealed, event


@event("handover.offered/1")
class HandoverOffered(Event):
    """A unit offers another one the responsibility for a person, and keeps it until that one accepts.

    `from_unit`, `to_unit`: area or office codes. `to_area`: the area in which the receiver lies.
    `level`: a code of the county's own levels, which are not publicly defined; it is given no meaning here.
    """

    handover_id: UUID
    from_unit: str
    to_unit: str
    to_area: str
    level: str | None = None
    reason: Sealed[str] = None


@event("handover.accepted/1")
class HandoverAccepted(Event):
    """The receiver has taken the responsibility over."""

    handover_id: UUID


@event("handover.refused/1")
class HandoverRefused(Event):
    """The receiver does not take over; the responsibility stays where it was."""

    handover_id: UUID
    reason: Sealed[str] = None


@event("handover.withdrawn/1")
class HandoverWithdrawn(Event):
    """The offer was taken back before an answer; the responsibility stays where it was."""

    handover_id: UUID
    reason: Sealed[str] = None


HandoverEvent = HandoverOffered | HandoverAccepted | HandoverRefused | HandoverWithdrawn
