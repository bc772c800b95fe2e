"""What happens when a command on pregnancy or nursing comes in."""

from datetime import date
from typing import assert_never

from ..calendar import age_on
from ..checks import OUT_OF_ORDER
from ..commands import Context
from ..events import Event
from ..identity.events import Sex
from ..person.dates import check_dates
from ..person.state import Person
from ..refusals import Rule
from . import rules
from .commands import EndNursing, EndPregnancy, MaternityCommand, RecordNursing, RecordPregnancy
from .events import NursingEnded, NursingRecorded, PregnancyEnded, PregnancyRecorded


def decide(person: Person, command: MaternityCommand, context: Context) -> list[Event]:
    """The events that follow from a command, or `Refused`."""
    check_dates(person, command, context)
    maternity = person.maternity
    match command:
        case RecordPregnancy():
            _check_woman(person)
            if maternity.open_pregnancy is not None:
                raise rules.PREGNANT_ALREADY.refuse("established_on", since=maternity.open_pregnancy)
            return [PregnancyRecorded.of(command, context)]
        case EndPregnancy():
            _check_end(maternity.open_pregnancy, command.ended_on, rules.NOT_PREGNANT)
            return [PregnancyEnded.of(command, context)]
        case RecordNursing():
            _check_woman(person)
            born_on = maternity.open_nursing
            if born_on is not None and age_on(born_on, command.child_born_on) < 1:
                raise rules.NURSING_ALREADY.refuse("child_born_on", born_on=born_on)
            return [NursingRecorded.of(command, context)]
        case EndNursing():
            _check_end(maternity.open_nursing, command.ended_on, rules.NOT_NURSING)
            return [NursingEnded.of(command, context)]
        case _:
            assert_never(command)


def _check_woman(person: Person) -> None:
    if person.identity.sex is Sex.MALE:
        raise rules.NOT_A_WOMAN.refuse()


def _check_end(begun: date | None, ended_on: date, none: Rule) -> None:
    if begun is None:
        raise none.refuse("ended_on")
    if ended_on < begun:
        raise OUT_OF_ORDER.refuse("ended_on", day=ended_on, earlier=begun)
