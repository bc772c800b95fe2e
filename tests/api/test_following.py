"""The rules follow the log in a process of their own: killed at any moment, a proposal is recorded once."""

import asyncio
import os
import signal
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import httpx2
import psycopg
import pytest
from api.beside import until
from api.conftest import PERSON, Client
from store.appending import HELD, rows

from api import beside
from tongxin.api.runtime import beginning, proposer
from tongxin.api.runtime.proposing import today

CONCERN = {"kind": "self_harm", "found_by": ["ma.li"]}
MANY = 60
LEADING = HELD.format(4860)
PROPOSED = "select stream from events where type = 'tier.proposed/1'"


@contextmanager
def running(client: Client, *command: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command of `tongxin` on the client's database, in a process group of its own."""
    settings = client.runtime.settings
    named = {
        "TONGXIN_DATABASE_URL": settings.database_url or "",
        "TONGXIN_MASTER_KEY_FILE": str(settings.key_file),
        "TONGXIN_DATA_DIR": str(settings.data_dir),
        "TONGXIN_LOG_FILE": str(settings.data_dir / "log"),
    }
    with beside.command(*command, environment=named | more) as process:
        yield process


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def at_risk(client: Client, count: int) -> list[str]:
    """So many persons of whom the rules say something."""
    found = []
    for _ in range(count):
        nobody = {**PERSON, "identity_number": None, "name": f"示例{uuid4().hex}"}
        person = (await client.post("/persons", nobody))["stream"]
        await client.post(f"/persons/{person}/safety-concerns", CONCERN)
        found.append(str(person))
    return found


def proposed(database: str) -> Counter[str]:
    return Counter(map(str, rows(database, PROPOSED)))


@pytest.mark.slow
async def test_followers_killed_in_mid_work_propose_once_for_each(client: Client, database: str) -> None:
    await proposer.start(client.runtime)
    persons = await at_risk(client, MANY)
    for goal in (1, 8, 15):
        with ExitStack() as both:
            processes = [both.enter_context(running(client, "policy", "propose")) for _ in range(2)]
            await until(lambda goal=goal: proposed(database).total() >= goal)  # type: ignore[misc]
            for process in processes:
                os.kill(process.pid, signal.SIGKILL)
    assert proposed(database).total() < MANY, "they were done before they were killed"
    with ExitStack() as both:
        for _ in range(2):
            both.enter_context(running(client, "policy", "propose"))
        await until(lambda: proposed(database).total() >= MANY)
        await asyncio.sleep(1)
    assert proposed(database) == Counter(persons)
    assert set(rows(database, "select count(*) from events where type <> 'tier.proposed/1'")) == {2 * MANY}


@pytest.mark.slow
async def test_a_sweep_killed_in_mid_work_is_begun_anew_and_proposes_once(
    client: Client, database: str
) -> None:
    persons = await at_risk(client, MANY)
    await proposer.start(client.runtime)  # all of that is old
    assert await proposer.step(client.runtime) == (0, 0)
    with psycopg.connect(database) as connection:
        yesterday = "update notification_tracking set notification_id = notification_id - 1"
        connection.execute(f"{yesterday} where application_name = '{beginning.DAY}'")
    for goal in (1, 20):
        with running(client, "policy", "propose") as process:
            await until(lambda goal=goal: proposed(database).total() >= goal)  # type: ignore[misc]
            os.kill(process.pid, signal.SIGKILL)
    assert proposed(database).total() < MANY, "it was done before it was killed"
    swept = f"select 1 from notification_tracking where application_name = '{beginning.DAY}'"
    with running(client, "policy", "propose"):
        await until(lambda: rows(database, f"{swept} and notification_id = {today().toordinal()}"))
    assert proposed(database) == Counter(persons)


@pytest.mark.slow
async def test_two_who_do_the_same_work_at_once_record_it_once(client: Client, database: str) -> None:
    """Even without the lead that keeps one of them idle."""
    await proposer.start(client.runtime)
    persons = await at_risk(client, MANY)
    with ExitStack() as several:
        others = [several.enter_context(running(client, "policy", "propose", "--once")) for _ in range(3)]
        await until(lambda: all(process.poll() is not None for process in others))
        assert [process.returncode for process in others] == [0, 0, 0]
    assert proposed(database) == Counter(persons)


@pytest.mark.slow
async def test_one_leads_and_another_takes_its_place(client: Client, database: str) -> None:
    await proposer.start(client.runtime)
    with ExitStack() as both:
        for _ in range(2):
            both.enter_context(running(client, "policy", "propose"))
        await until(lambda: rows(database, LEADING))
        persons = await at_risk(client, 1)
        await until(lambda: proposed(database) == Counter(persons))
        (first,) = rows(database, LEADING)
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("select pg_terminate_backend(%s)", (first,))
        await until(lambda: [pid for pid in rows(database, LEADING) if pid != first])
        persons += await at_risk(client, 1)
        await until(lambda: proposed(database) == Counter(persons))


@pytest.mark.slow
async def test_the_service_has_the_rules_at_work_beside_it(client: Client, database: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with running(client, "serve", TONGXIN_PORT=str(port)) as process:
        await until(lambda: listens(port))
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as http:
            person = (await http.post("/persons", json=PERSON)).json()["stream"]
            told = await http.post(f"/persons/{person}/safety-concerns", json=CONCERN)
            assert told.status_code == 201, told.text
            await until(lambda: proposed(database) == Counter([person]))
        process.terminate()
        assert process.wait(30) == 0
    assert rows(database, LEADING) == []


@pytest.mark.slow
async def test_switched_off_the_rules_are_not_at_work(client: Client, database: str) -> None:
    log = Path(client.runtime.settings.data_dir) / "log"
    with running(client, "serve", TONGXIN_PORT="0", TONGXIN_PROPOSE="false"):
        await until(log.exists)
        await until(lambda: rows(database, HELD.format(4852)))
        await asyncio.sleep(1)
        tracking = "select application_name from notification_tracking where application_name like 'tier-%%'"
        assert rows(database, tracking) == []
    assert log.exists()
