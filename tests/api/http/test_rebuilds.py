"""Rebuilds over HTTP: begun, watched to the end, refused, cancelled, what they replaced dropped."""

import asyncio
from typing import Any

import psycopg
from api.http.conftest import Service
from store.appending import rows

from tongxin.projections.rebuild.catalogue import begin, chosen
from tongxin.projections.registry import PROJECTIONS

SCHEMAS = "select nspname::text from pg_namespace where starts_with(nspname, 'rebuild_')"


async def ended(service: Service, number: int) -> dict[str, Any]:
    for _ in range(600):
        answer: dict[str, Any] = (await service.get(f"/rebuilds/{number}")).json()
        if answer["state"] != "building":
            return answer
        await asyncio.sleep(0.1)
    raise AssertionError(f"still {answer}")


def unfinished(database: str, *names: str) -> int:
    """A rebuild that somebody began and nobody works at."""
    with psycopg.connect(database, autocommit=True) as connection:
        return begin(connection, chosen(PROJECTIONS, names)).id


async def test_a_rebuild_is_begun_watched_and_its_old_tables_dropped(service: Service) -> None:
    await service.registered()
    begun = await service.post("/rebuilds", {"projections": ["person_status", "person_history"]})
    assert begun.status_code == 202, begun.text
    assert begun.headers["location"] == f"/rebuilds/{begun.json()['id']}"
    done = await ended(service, begun.json()["id"])
    assert (done["state"], done["error"], done["done"], done["events"]) == ("live", None, 1, 1)
    assert set(done["digests"]) == {"person_status", "person_history"}
    person = await service.registered(identity_number=None)
    assert (await service.get(f"/persons/{person}?at_least=2")).status_code == 200
    assert (await service.post(f"/rebuilds/{done['id']}/drop", None)).json()["state"] == "dropped"
    again = await service.post(f"/rebuilds/{done['id']}/drop", None)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/rebuild-refused")


async def test_one_that_nobody_works_at_is_cancelled_at_once(service: Service) -> None:
    number = unfinished(service.database, "person_status")
    refused = await service.post("/rebuilds", {"projections": ["person_status", "person_history"]})
    assert refused.status_code == 409
    assert f"Rebuild {number}" in refused.json()["detail"]
    cancelled = await service.post(f"/rebuilds/{number}/cancel", None)
    assert (cancelled.status_code, cancelled.json()["state"]) == (202, "cancelled")
    assert (await service.post(f"/rebuilds/{number}/cancel", None)).status_code == 409
    assert rows(service.database, SCHEMAS) == []
    listed = (await service.get("/rebuilds")).json()["rebuilds"]
    assert [one["id"] for one in listed] == [number]


async def test_what_there_is_not_is_said(service: Service) -> None:
    unknown = await service.post("/rebuilds", {"projections": ["nothing"]})
    assert unknown.status_code == 409
    assert "person_status" in unknown.json()["detail"]
    assert (await service.get("/rebuilds/77")).status_code == 404
    assert (await service.post("/rebuilds/77/cancel", None)).status_code == 404
    wrong = await service.post("/rebuilds", {"jobs": 0})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/jobs")
