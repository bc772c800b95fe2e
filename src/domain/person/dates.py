"""Legal dates that a command names: none lies in the future, before the birth or, mostly, after the death."""

from dataclasses import fields
from datetime import date, datetime

from ..calendar import law_date
from ..commands import Command, Context
from . import rules
from .after_death import may_follow_death
from .state import Person


def check_dates(person: Person, command: Command, context: Context) -> None:
    """Refuse a command with a date on which its fact cannot have been."""
    today = law_date(context.now)
    birth_date = person.identity.birth_date
    died_at = person.identity.died_at
    for field in fields(command):
        day = getattr(command, field.name)
        if not isinstance(day, date) or isinstance(day, datetime):
            continue
        if day > today:
            raise rules.IN_FUTURE.refuse(field.name)
        if birth_date is not None and day < birth_date:
            raise rules.BEFORE_BIRTH.refuse(field.name)
        if died_at is not None and day > law_date(died_at) and not may_follow_death(command):
            raise rules.AFTER_DEATH.refuse(field.name)
