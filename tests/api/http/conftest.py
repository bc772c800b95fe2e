"""The real application on a real database, with a runner beside it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx2
import pytest
import structlog

from tongxin.api.http.app import create_app
from tongxin.api.runtime import logs
from tongxin.api.runtime.feed import NotificationFeed
from tongxin.api.runtime.settings import Settings
from tongxin.projections.registry import PROJECTIONS
from tongxin.projections.runner import Runner
from tongxin.store.library import notification_log

PERSON = {
    "name": "马建国",
    "identity_number": "999999198803150016",
    "birth_date": "1988-03-15",
    "sex": "male",
    "domicile_area": "640324",
    "residence_area": "640324100",
    "address": "豫海镇示例路1号",
    "phone": "13900000000",
    "source": "screening",
    "occurred_at": "2019-05-20",
}
SCREENING = {"outcome": "no_finding", "campaign": "清零"}


@contextmanager
def projecting(database: str) -> Iterator[None]:
    """Keep the read models of a database up to date."""
    stop = Event()
    recorder = notification_log(database)
    with recorder.datastore:
        runner = Runner(database, NotificationFeed(recorder), PROJECTIONS, pause=0.01)
        thread = Thread(target=runner.run, args=(stop,))
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


@contextmanager
def logging_to(file: Path) -> Iterator[None]:
    """Log to a file while the block runs, and no longer: no logger remembers it."""
    with logs.set_up(file):
        structlog.configure(cache_logger_on_first_use=False)
        try:
            yield
        finally:
            structlog.reset_defaults()


class Service:
    """A client of the application."""

    def __init__(self, client: httpx2.AsyncClient, database: str) -> None:
        self.client = client
        self.database = database

    async def post(self, path: str, body: Any, **headers: str) -> httpx2.Response:
        """Ask for a command. Header names with underscores for dashes."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.post(path, json=body, headers=named)

    async def get(self, path: str, **headers: str) -> httpx2.Response:
        """Ask a question."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.get(path, headers=named)

    async def registered(self, **changes: Any) -> str:
        """The id of a new person."""
        answer = await self.post("/persons", PERSON | changes)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["stream"])


@pytest.fixture
async def service(database: str, tmp_path: Path) -> AsyncIterator[Service]:
    """The application, as `tongxin serve` runs it, without a socket."""
    app = create_app(Settings(data_dir=tmp_path, patience=5), database)
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    with projecting(database):
        async with (
            app.router.lifespan_context(app),
            httpx2.AsyncClient(transport=transport, base_url="http://tongxin") as client,
        ):
            yield Service(client, database)
