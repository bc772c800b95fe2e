"""What deciding needs to know of who the person is."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from .events import (
    ContactDetailsChanged,
    IdentityCorrected,
    IdentityEvent,
    PersonDied,
    PersonEmigrated,
    PersonRegistered,
    PersonReturned,
    ResidenceChanged,
    Sex,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """`birth_date` is None until registration; `died_at` and `emigrated_at` where that happened."""

    birth_date: date | None = None
    sex: Sex = Sex.UNKNOWN
    residence_area: str = ""
    died_at: datetime | None = None
    emigrated_at: datetime | None = None

    @property
    def is_registered(self) -> bool:
        """Whether there is such a person."""
        return self.birth_date is not None


def evolve(identity: Identity, event: IdentityEvent) -> Identity:
    """The state after an event. Trusts history: never refuses."""
    match event:
        case PersonRegistered():
            return replace(
                identity, birth_date=event.birth_date, sex=event.sex, residence_area=event.residence_area
            )
        case IdentityCorrected():
            return replace(
                identity,
                birth_date=event.birth_date or identity.birth_date,
                sex=event.sex or identity.sex,
            )
        case ResidenceChanged():
            return replace(identity, residence_area=event.residence_area)
        case PersonDied():
            return replace(identity, died_at=event.occurred_at)
        case PersonEmigrated():
            return replace(identity, emigrated_at=event.occurred_at)
        case PersonReturned():
            return replace(identity, emigrated_at=None)
        case ContactDetailsChanged():
            return identity
        case _:
            assert_never(event)
