"""Safety events. Names and fields are stored for ever: add, never rename."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from ..events import Event, Sealed, event


class SafetyConcernKind(StrEnum):
    """What is feared: self-harm (自伤自杀倾向), mental abnormality (精神异常), loss of control (行为失控)."""

    SELF_HARM = "self_harm"
    MENTAL_ABNORMALITY = "mental_abnormality"
    LOSS_OF_CONTROL = "loss_of_control"


@event("safety.concern_recorded/1")
class SafetyConcernRecorded(Event):
    """Somebody who knows the person is concerned. `expires_on`: from that day on it no longer counts.

    `found_by`: the user names of those who found so. `renews`: the concern that this one goes on with.
    """

    concern_id: UUID
    kind: SafetyConcernKind
    found_by: tuple[str, ...]
    expires_on: date
    renews: UUID | None = None
    remarks: Sealed[str] = None


@event("safety.concern_lifted/1")
class SafetyConcernLifted(Event):
    """The concern is over before it expires."""

    concern_id: UUID
    remarks: Sealed[str] = None


@event("safety.custody_unfitness_found/1")
class CustodyUnfitnessFound(Event):
    """The person cannot be taken into custody or treatment for illness or disability (无法收押、收戒).

    `institution`: who found so. `expires_on`: from that day on it no longer counts, where it may pass.
    """

    institution: str
    document_number: str | None = None
    expires_on: date | None = None
    remarks: Sealed[str] = None


SafetyEvent = SafetyConcernRecorded | SafetyConcernLifted | CustodyUnfitnessFound
