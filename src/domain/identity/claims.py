"""What a person alone may hold: an identity number belongs to one person."""

from collections.abc import Iterable

from ..correction.events import EventCorrected
from ..events import Event
from .events import IdentityCorrected, PersonRegistered

IDENTITY_NUMBER = "identity_number"


def number_of(history: Iterable[Event]) -> str | None:
    """The identity number that a person has after a history of events that count."""
    number = None
    for event in history:
        number = claimed_number(event) or number
    return number


def claimed_number(event: Event) -> str | None:
    """The identity number that an event puts in a person's name, if it does."""
    match event:
        case PersonRegistered(identity_number=number) | IdentityCorrected(identity_number=number):
            return number
        case EventCorrected(replacement=replacement):
            return claimed_number(replacement)
        case _:
            return None
