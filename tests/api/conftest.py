"""The application without a runner, and what it is built on, for tests of the rules at work."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tongxin.api.http.app import create_app
from tongxin.api.runtime.runtime import Runtime
from tongxin.api.runtime.settings import Settings

PERSON = {
    "name": "马建国", "identity_number": "999999198803150016", "birth_date": "1988-03-15", "sex": "male",
    "domicile_area": "640324", "residence_area": "640324100", "source": "screening",
    "occurred_at": "2025-05-20",
}  # fmt: skip
WANG = {"Tongxin-User": "wang.jun", "Tongxin-Role": "police_officer", "Tongxin-Unit": "640324"}


class Client:
    """Asks the service, and wants what it asked for."""

    def __init__(self, http: httpx2.AsyncClient, runtime: Runtime) -> None:
        self.http, self.runtime = http, runtime

    async def post(self, path: str, body: Any = None, by: Any = WANG, status: int = 201) -> Any:
        answer = await self.http.post(path, json={} if body is None else body, headers=by)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def person(self) -> str:
        return f"/persons/{(await self.post('/persons', PERSON))['stream']}"


@pytest.fixture
async def client(database: str, master_key_file: Path, tmp_path: Path) -> AsyncIterator[Client]:
    settings = Settings(
        database_url=database, master_key_file=master_key_file, data_dir=tmp_path, data_may_be_lost=True
    )
    app = create_app(settings, database)
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as http:
            yield Client(http, app.state.runtime)
