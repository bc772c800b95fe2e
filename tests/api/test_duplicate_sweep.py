"""A sweep finds what no registration named, forgets what is no suspicion any more, and can be repeated."""

from typing import Any

import psycopg
import pytest
from api.conftest import PERSON, Client

from tongxin.api.runtime.duplicate_sweep import sweep

TWIN = PERSON | {"name": "馬健國", "identity_number": None}


def kept(client: Client) -> list[Any]:
    with psycopg.connect(client.runtime.settings.database_url or "") as connection:
        return connection.execute("select stream, other, score from duplicate_suspicions").fetchall()


@pytest.fixture
def reported() -> list[tuple[str, int, int]]:
    return []


async def test_a_sweep_finds_what_was_registered_before_there_were_features(
    client: Client, reported: list[tuple[str, int, int]]
) -> None:
    one, other = [(await client.post("/persons", body))["stream"] for body in (PERSON, TWIN)]
    await client.post(
        "/persons", PERSON | {"name": "李娜", "identity_number": None, "birth_date": "1990-02-01"}
    )
    before = kept(client)
    assert [sorted(map(str, row[:2])) for row in before] == [sorted([one, other])]
    with psycopg.connect(client.runtime.settings.database_url or "") as connection:
        connection.execute("delete from duplicate_features")
        connection.execute("update duplicate_suspicions set score = 1")
    for _ in range(2):
        swept = await sweep(client.runtime, lambda *told: reported.append(told))
        assert (swept.persons, swept.suspected) == (3, 1)
        assert kept(client) == before
    assert reported[-1] == ("done", 3, 3)


async def test_a_sweep_forgets_what_is_no_suspicion_any_more(client: Client) -> None:
    one, _ = [(await client.post("/persons", body))["stream"] for body in (PERSON, TWIN)]
    (row,) = kept(client)
    await client.post(f"/persons/{one}/identity-corrections", {"name": "王秀兰", "reason": "?"})
    assert kept(client) == []
    with psycopg.connect(client.runtime.settings.database_url or "") as connection:
        connection.execute(
            "insert into duplicate_suspicions (stream, other, day, score, features, agreed, rules)"
            " values (%s, %s, '2026-01-01', 60, '[]', '[]', '1')",
            row[:2],
        )
    swept = await sweep(client.runtime, lambda *_: None)
    assert (swept.suspected, kept(client)) == (0, [])
