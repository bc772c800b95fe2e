"""The stock library's way to one record: its repository loads the aggregate from all its events."""

from uuid import UUID

from eventsourcing.application import Application

from .stock import Person, environment

_A_SAVE = 500
"""Many more in one save fill both ends of its pipeline, and it waits for ever."""


class Histories:
    """One person of the stock library, with so many events. Close it when done."""

    def __init__(self, conninfo: str, events: int) -> None:
        self._app = Application[UUID](environment(conninfo))
        person = Person(name="x")
        while person.version < events:
            person.screen(outcome="no_finding", campaign="清零")
            if person.version % _A_SAVE == 0:
                self._app.save(person)
        self._app.save(person)
        self._id, self._events = person.id, events

    def load(self) -> None:
        """The person as the library loads one. Raises where events are missing."""
        person: Person = self._app.repository.get(self._id)
        if person.version != self._events:
            raise RuntimeError(f"{self._events} events were saved, {person.version} came back")

    def close(self) -> None:
        """Disconnect."""
        self._app.close()
