"""Identity events. Names and fields are stored for ever: add, never rename."""

from datetime import date
from enum import StrEnum

from ..events import Event, Sealed, event


class Sex(StrEnum):
    """GB/T 2261.1, the two values and unknown."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


@event("person.registered/1")
class PersonRegistered(Event):
    """A person was put on the register (禁毒法 32: the police register persons who use drugs)."""

    name: Sealed[str] = None
    identity_number: Sealed[str] = None
    address: Sealed[str] = None
    phone: Sealed[str] = None
    birth_date: date
    sex: Sex
    domicile_area: str
    residence_area: str
    source: str


@event("person.identity_corrected/1")
class IdentityCorrected(Event):
    """What identifies the person was wrong and is now right. Fields not given stay as they were."""

    name: Sealed[str] = None
    identity_number: Sealed[str] = None
    birth_date: date | None = None
    sex: Sex | None = None
    reason: Sealed[str] = None


@event("person.contact_details_changed/1")
class ContactDetailsChanged(Event):
    """The person is reached elsewhere. Fields not given stay as they were."""

    address: Sealed[str] = None
    phone: Sealed[str] = None


@event("person.residence_changed/1")
class ResidenceChanged(Event):
    """The person lives in another area."""

    residence_area: str
    address: Sealed[str] = None


@event("person.died/1")
class PersonDied(Event):
    """The person has died; `occurred_at` is the time of death."""


@event("person.emigrated/1")
class PersonEmigrated(Event):
    """The person has left the country to live elsewhere."""


@event("person.returned/1")
class PersonReturned(Event):
    """The person lives in the country again."""


IdentityEvent = (
    PersonRegistered
    | IdentityCorrected
    | ContactDetailsChanged
    | ResidenceChanged
    | PersonDied
    | PersonEmigrated
    | PersonReturned
)
