"""Plain CRUD: a row updated and an audit row inserted in one transaction, SQLAlchemy 2 async."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import JSON, URL, String
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tongxin.domain.screening.commands import RecordScreening


class Base(DeclarativeBase):
    """The tables."""


class Person(Base):
    """A person with the latest outcome."""

    __tablename__ = "persons"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(String(50), default="")
    version: Mapped[int] = mapped_column(default=0)


class Audit(Base):
    """Who changed what, when."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    person: Mapped[UUID] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(50))
    at: Mapped[datetime] = mapped_column()
    change: Mapped[dict[str, Any]] = mapped_column(JSON)


def create_app(conninfo: str) -> FastAPI:
    """The application."""
    parts: dict[str, Any] = conninfo_to_dict(conninfo)
    url = URL.create(
        "postgresql+psycopg",
        parts["user"],
        parts.get("password"),
        database=parts["dbname"],
        query={"host": parts["host"], "port": str(parts.get("port", 5432))},
    )
    engine = create_async_engine(url, pool_size=30, max_overflow=40)
    sessions = async_sessionmaker(engine, expire_on_commit=False)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        yield
        await engine.dispose()

    app = FastAPI(lifespan=lifespan)

    @app.post("/persons", status_code=201)
    async def add() -> dict[str, str]:
        person = Person(id=uuid4())
        async with sessions.begin() as session:
            session.add(person)
        return {"stream": str(person.id)}

    @app.post("/persons/{id}/screenings", status_code=201)
    async def screen(id: UUID, body: RecordScreening) -> dict[str, int]:
        async with sessions.begin() as session:
            person = await session.get_one(Person, id, with_for_update=True)
            change = {"outcome": [person.outcome, body.outcome], "campaign": body.campaign}
            person.outcome = body.outcome
            person.version += 1
            now = datetime.now(UTC).replace(tzinfo=None)
            session.add(Audit(person=id, actor="local", at=now, change=change))
        return {"version": person.version}

    return app
