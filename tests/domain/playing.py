"""Playing any commands, lawful or not, to see what must hold of whatever is granted."""

from collections.abc import Iterable
from uuid import UUID

from domain.histories import REGISTERED
from spec import NOW, OFFICER, POLICIES

from tongxin.domain.commands import Actor, Command, Context
from tongxin.domain.events import Event
from tongxin.domain.person.decider import decide
from tongxin.domain.person.state import evolve, fold
from tongxin.domain.refusals import Refused


def play(commands: Iterable[Command | tuple[Actor, Command]]) -> list[Event]:
    """What is recorded of a registered person when these commands come in one after the other."""
    person, recorded = fold([REGISTERED]), list[Event]()
    for number, given in enumerate(commands):
        actor, command = given if isinstance(given, tuple) else (OFFICER, given)
        context = Context(
            now=NOW,
            occurred_at=command.occurred_at or NOW,
            actor=actor,
            new_id=UUID(int=(1 << 64) + number),
            policies=POLICIES,
        )
        try:
            events = decide(person, command, context)
        except Refused:
            continue
        for event in events:
            person = evolve(person, event)
        recorded += events
    return recorded
