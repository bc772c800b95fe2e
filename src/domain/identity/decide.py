"""What happens when an identity command comes in."""

from datetime import date
from typing import assert_never

from .. import identity_number
from ..calendar import law_date
from ..checks import check_area
from ..commands import Context
from ..events import Event
from ..person.state import Person
from . import rules
from .commands import (
    ChangeContactDetails,
    ChangeResidence,
    CorrectIdentity,
    IdentityCommand,
    RecordDeath,
    RecordEmigration,
    RecordReturn,
    RegisterPerson,
)
from .events import (
    ContactDetailsChanged,
    IdentityCorrected,
    PersonDied,
    PersonEmigrated,
    PersonRegistered,
    PersonReturned,
    ResidenceChanged,
)


def decide(person: Person, command: IdentityCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    match command:
        case RegisterPerson():
            return _register(person, command, context)
        case CorrectIdentity():
            return _correct(person, command, context)
        case ChangeContactDetails():
            if command.address is None and command.phone is None:
                raise rules.NOTHING_CHANGES.refuse("phone")
            return [ContactDetailsChanged.of(command, context)]
        case ChangeResidence():
            check_area(command.residence_area, "residence_area")
            return [ResidenceChanged.of(command, context)]
        case RecordDeath():
            if person.identity.died_at is not None:
                raise rules.ALREADY_DEAD.refuse()
            return [PersonDied.of(command, context)]
        case RecordEmigration():
            if person.identity.emigrated_at is not None:
                raise rules.ALREADY_ABROAD.refuse()
            return [PersonEmigrated.of(command, context)]
        case RecordReturn():
            if person.identity.emigrated_at is None:
                raise rules.NOT_ABROAD.refuse()
            return [PersonReturned.of(command, context)]
        case _:
            assert_never(command)


def _register(person: Person, command: RegisterPerson, context: Context) -> list[Event]:
    if person.identity.is_registered:
        raise rules.ALREADY_REGISTERED.refuse()
    if command.birth_date > law_date(context.now):
        raise rules.BORN_IN_FUTURE.refuse("birth_date")
    check_area(command.domicile_area, "domicile_area")
    check_area(command.residence_area, "residence_area")
    number = checked_number(command.identity_number, command.birth_date)
    return [PersonRegistered.of(command, context, identity_number=number)]


def _correct(person: Person, command: CorrectIdentity, context: Context) -> list[Event]:
    given = (command.name, command.identity_number, command.birth_date, command.sex)
    if all(value is None for value in given):
        raise rules.NOTHING_CHANGES.refuse("name")
    if command.birth_date is not None and command.birth_date > law_date(context.now):
        raise rules.BORN_IN_FUTURE.refuse("birth_date")
    birth_date = command.birth_date or person.identity.birth_date
    number = checked_number(command.identity_number, birth_date)
    return [IdentityCorrected.of(command, context, identity_number=number)]


def checked_number(number: str | None, birth_date: date | None) -> str | None:
    """The number in its normal form. Refuses one that is none, or that is of another birth date."""
    if number is None:
        return None
    number = identity_number.normalise(number)
    if not identity_number.has_right_shape(number):
        raise rules.IDENTITY_NUMBER_SHAPE.refuse("identity_number")
    if not identity_number.has_right_check_character(number):
        raise rules.IDENTITY_NUMBER_CHECK.refuse("identity_number")
    if identity_number.birth_date_in(number) != birth_date:
        raise rules.IDENTITY_NUMBER_BIRTH_DATE.refuse("identity_number", birth_date=birth_date)
    return number
