"""HTTP commands: a full durable command against an empty endpoint, the stock library and plain CRUD."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

import psycopg

from tongxin.domain.identity.commands import RegisterPerson
from tongxin.store.migrations import migrate

from .measure import alternate, ratio, spread
from .place import Place, place

_BODY = '{"outcome":"no_finding","campaign":"清零"}'
NAMES = ("ours", "empty", "stock", "crud")


@dataclass(slots=True)
class Contender:
    """A server that runs, with the persons that it knows."""

    name: str
    port: int
    conninfo: str
    persons: list[str] = field(default_factory=list)
    answers: int = 0
    p50: dict[int, list[float]] = field(default_factory=dict)
    p99: dict[int, list[float]] = field(default_factory=dict)

    def load(self, connections: int, seconds: float) -> float:
        """Answers a second under so many connections."""
        requests = json.dumps([[f"/persons/{person}/screenings", _BODY] for person in self.persons])
        command = [sys.executable, "-m", "bench.load", str(self.port), str(connections), str(seconds)]
        done = subprocess.run(command, input=requests, capture_output=True, text=True, check=True)
        came: dict[str, Any] = json.loads(done.stdout)
        # The stock way answers some commands that meet with an error; only its good answers count.
        if came["errors"] and self.name != "stock":
            raise RuntimeError(f"{self.name} answered {came['errors']} of {came['answers']} with an error")
        self.answers += int(came["answers"])
        self.p50.setdefault(connections, []).append(came["p50_ms"])
        self.p99.setdefault(connections, []).append(came["p99_ms"])
        return float(came["per_second"])


def run(*, quick: bool) -> dict[str, Any]:
    """The ratios at 64 connections; raw figures at 1, 8 and 64."""
    seconds, rounds, persons = (0.5, 1, 100) if quick else (2.5, 6, 1000)
    with place() as where, ExitStack() as stack:
        contenders = {name: stack.enter_context(_serving(name, where, persons)) for name in NAMES}
        figures = {}
        for connections in (1, 8, 64):
            loads = {
                name: partial(contender.load, connections, seconds) for name, contender in contenders.items()
            }
            alternate(loads, 1, "warming up")
            figures[connections] = alternate(
                loads, rounds if connections == 64 else -(-rounds // 2), f"{connections} connections"
            )
        _check(contenders["ours"], persons)
    at_64 = figures[64]
    return {
        "ratios": {f"vs_{other}": ratio(at_64, "ours", other) for other in NAMES[1:]},
        "raw": {
            str(connections): {
                name: spread(values)
                | {
                    "p50_ms": spread(contenders[name].p50[connections])["median"],
                    "p99_ms": spread(contenders[name].p99[connections])["median"],
                }
                for name, values in measured.items()
            }
            for connections, measured in figures.items()
        },
    }


@contextmanager
def _serving(name: str, where: Place, persons: int) -> Iterator[Contender]:
    conninfo = where.database()
    folder = where.folder / name
    folder.mkdir()
    environment = os.environ | {"TONGXIN_DATABASE_URL": conninfo, "TONGXIN_DATA_DIR": str(folder)}
    port = _free_port()
    processes = []
    if name == "ours":
        migrate(conninfo)
        # The read models are kept up to date meanwhile, as in service.
        environment["TONGXIN_LOG_FILE"] = str(folder / "runner.log")
        processes.append(subprocess.Popen([sys.executable, "-m", "tongxin.api", "project"], env=environment))
    command = [sys.executable, "-m", "bench.servers", name, str(port), conninfo, str(folder)]
    processes.append(subprocess.Popen(command, env=environment))
    try:
        contender = Contender(name, port, conninfo)
        _wait(port)
        contender.persons = [_register(contender) for _ in range(persons)]
        yield contender
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(30)


def _register(contender: Contender) -> str:
    if contender.name == "empty":
        return str(uuid4())
    body = json.dumps(
        {k: v for k, v in RegisterPerson.EXAMPLE.items() if k != "identity_number"} | {"phone": None}
    )
    body = body.replace("2019-05-20", "2019-05-20T00:00:00Z") if contender.name == "ours" else "{}"
    request = Request(
        f"http://127.0.0.1:{contender.port}/persons",
        body.encode(),
        {"Content-Type": "application/json", "Idempotency-Key": uuid4().hex},
    )
    with urlopen(request) as answer:
        return str(json.load(answer)["stream"])


def _check(ours: Contender, persons: int) -> None:
    """Every answer stands for an event that is there."""
    with psycopg.connect(ours.conninfo) as connection:
        row = connection.execute("select count(*), max(position) from events").fetchone()
    assert row is not None
    if row[0] != ours.answers + persons:
        raise RuntimeError(f"{ours.answers} answers, {row[0] - persons} events")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"nothing listens on port {port}")
