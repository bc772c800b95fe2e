"""The kinds of stream, each with its decider."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...domain.case import decider as case
from ...domain.case import state as case_state
from ...domain.commands import Command, Context
from ...domain.events import Event
from ...domain.person import decider as person
from ...domain.person import state as person_state


@dataclass(frozen=True, slots=True)
class Kind:
    """What the service needs to know of a kind of stream to run its commands."""

    name: str
    initial: Any
    decide: Callable[[Any, Any, Context], list[Event]]
    evolve: Callable[[Any, Any], Any]
    commands: frozenset[type[Command]]


PERSON = Kind(
    "person", person_state.NEW_PERSON, person.decide, person_state.evolve, frozenset(person.COMMANDS)
)
CASE = Kind("case", case_state.NEW_CASE, case.decide, case_state.evolve, frozenset(case.COMMANDS))
