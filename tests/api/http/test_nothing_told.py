"""Whatever is sealed of whoever is on record: no table, no index and no line of the log tells it."""

import base64
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from api.http.conftest import PERSON, Service, logging_to
from api.http.test_commands import ALL
from api.http.test_privacy import _dump as copied
from store.appending import rows

from tongxin.domain.case.commands import OpenCase
from tongxin.domain.correction.events import EventCorrected
from tongxin.domain.events import Event, sealed_fields
from tongxin.store.embedded.binaries import candidates

FIRST = ("tests", "measures", "penalties", "tier-assignments", "tier-objections", "handover-offers")
"""What makes many others lawful."""


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log of the service; made before it."""
    with logging_to(tmp_path / "log"):
        yield tmp_path / "log"


@pytest.fixture
async def logged(log: Path, service: Service) -> Service:
    """A service that logs to the file."""
    return service


async def every_example(service: Service) -> list[str]:
    """Give every command that is lawful, by its example; the streams of person and case."""
    person = await service.registered(occurred_at="2016-01-01")
    case = str((await service.post("/cases", OpenCase.EXAMPLE)).json()["stream"])
    actions = sorted(ALL, key=lambda path: path.split("/")[1] not in FIRST)
    for _ in range(2):
        for path in actions:
            collection, action = path.split("/")
            record = person if collection == "persons" else case
            if action not in ("death", "retractions"):
                await service.post(f"/{collection}/{record}/{action}", ALL[path].EXAMPLE)
    body = {
        "target": 1,
        "changes": {"name": "马建设", "address": "河西镇示例路9号"},
        "reason": "登记时听错姓名",
    }
    corrected = await service.post(f"/persons/{person}/corrections", body)
    assert corrected.status_code == 201, corrected.text
    await service.get(f"/persons/{person}?at_least={corrected.json()['position']}")
    await service.post("/persons/search", {"identity_number": PERSON["identity_number"]})
    await service.get("/persons")
    await service.get(f"/persons/{person}/history?limit=1000")
    await service.post("/persons", PERSON | {"name": "马建军"})  # refused
    await service.post(
        f"/persons/{person}/notes", {"topic": "家中情况", "text": "父亲常年在外务工"}
    )  # refused
    return [person, case]


def sealed_texts(event: Event) -> set[str]:
    """The texts of an event that are stored sealed."""
    found = {getattr(event, name) for name in sealed_fields(type(event))}
    if isinstance(event, EventCorrected):
        found |= sealed_texts(event.replacement)
    return {text for text in found if isinstance(text, str) and len(text) > 1}


def forms(text: str) -> Iterator[bytes]:
    """The bytes of a text as they might lie about: plain, escaped, hexadecimal, base64 at any offset."""
    raw = text.encode()
    yield raw
    yield text.encode("unicode_escape")
    yield raw.hex().encode()
    for offset in range(3):
        inner = base64.b64encode(b"\0" * offset + raw)
        yield inner[(offset * 8 + 5) // 6 : len(inner) - 4]


def pg_dump(database: str) -> bytes:
    """The database as the server's own program writes it, where there is one of a fitting version."""
    for installed in candidates(None):
        program = installed.directory / "pg_dump"
        if program.exists():
            ended = subprocess.run([program, "--inserts", database], capture_output=True, check=False)
            if ended.returncode == 0:
                return ended.stdout
    return b""


async def test_no_table_and_no_line_tells_what_is_sealed(log: Path, logged: Service) -> None:
    streams = await every_example(logged)
    runtime: Any = logged.client._transport.app.state.runtime  # type: ignore[attr-defined]
    told: set[str] = {"马建军", "父亲常年在外务工"}
    open_texts: set[str] = set()
    for stream in streams:
        for recorded in await runtime.streams.history(UUID(stream), unsealed=True):
            told |= sealed_texts(recorded.event)
            sealed = sealed_fields(type(recorded.event))
            open_texts |= {
                str(getattr(recorded.event, field.name))
                for field in fields(recorded.event)
                if field.name not in sealed
            }
    everything = copied(logged.database) + pg_dump(logged.database) + log.read_bytes()
    assert {PERSON["name"], "马建设", PERSON["identity_number"], PERSON["phone"]} <= told
    assert len(told) > 30
    for text in told - open_texts:
        for form in forms(text):
            assert len(form) < 4 or form not in everything, (text, form)
    assert b"person.registered/1" in everything
    assert rows(logged.database, "select count(*) from set_aside") == [0]
