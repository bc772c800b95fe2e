"""What a person alone may hold: an identity number belongs to one person."""

from ..correction.events import EventCorrected
from ..events import Event
from .events import IdentityCorrected, PersonRegistered

IDENTITY_NUMBER = "identity_number"


def claimed_number(event: Event) -> str | None:
    """The identity number that an event puts in a person's name, if it does."""
    match event:
        case PersonRegistered(identity_number=number) | IdentityCorrected(identity_number=number):
            return number
        case EventCorrected(replacement=replacement):
            return claimed_number(replacement)
        case _:
            return None
