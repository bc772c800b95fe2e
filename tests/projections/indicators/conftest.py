"""One database for all questions to counts: each test holds its county in tables of its own connection."""

from collections.abc import AsyncIterator, Iterator

import pytest
from conftest import Server
from projections.indicators.counties import Asking
from psycopg import AsyncConnection


@pytest.fixture(scope="module")
def empty_one(server: Server, template: str) -> Iterator[str]:
    """A database with the schema and no row."""
    conninfo = server.create_database(template)
    yield conninfo
    server.drop_database(conninfo)


@pytest.fixture
async def asking(empty_one: str) -> AsyncIterator[Asking]:
    """Asks of a county."""
    async with await AsyncConnection.connect(empty_one, autocommit=True) as connection:
        yield Asking(connection)
