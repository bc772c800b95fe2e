"""The stock `eventsourcing` library as its tutorials show it: an aggregate, an application, FastAPI."""

from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from fastapi import FastAPI
from psycopg.conninfo import conninfo_to_dict

from tongxin.domain.screening.commands import RecordScreening


class Person(Aggregate):
    """A person with screenings."""

    @event("Registered")
    def __init__(self, name: str) -> None:
        self.name = name
        self.last_outcome = ""

    @event("Screened")
    def screen(self, outcome: str, campaign: str | None) -> None:
        """Record a screening."""
        self.last_outcome = outcome


class Register(Application[UUID]):
    """Loads, triggers and saves."""

    def register(self, name: str) -> UUID:
        """A new person."""
        person = Person(name=name)
        self.save(person)
        return person.id

    def screen(self, person_id: UUID, outcome: str, campaign: str | None) -> int:
        """A screening of a person."""
        person: Person = self.repository.get(person_id)
        person.screen(outcome=outcome, campaign=campaign)
        self.save(person)
        return person.version


def environment(conninfo: str) -> dict[str, str]:
    """The library's settings; a pool large enough for the threads of the server."""
    parts: dict[str, Any] = conninfo_to_dict(conninfo)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": parts["dbname"],
        "POSTGRES_HOST": parts["host"],
        "POSTGRES_PORT": str(parts.get("port", 5432)),
        "POSTGRES_USER": parts["user"],
        "POSTGRES_PASSWORD": parts.get("password") or "none",
        "POSTGRES_POOL_SIZE": "20",
        "POSTGRES_MAX_OVERFLOW": "25",
    }


def create_app(conninfo: str) -> FastAPI:
    """The application."""
    register = Register(environment(conninfo))
    app = FastAPI()

    @app.post("/persons", status_code=201)
    def add() -> dict[str, str]:
        return {"stream": str(register.register("x"))}

    @app.post("/persons/{id}/screenings", status_code=201)
    def screen(id: UUID, body: RecordScreening) -> dict[str, int]:
        return {"version": register.screen(id, body.outcome, body.campaign)}

    return app
