"""HTTP commands: a full durable command against an empty endpoint, the stock library and plain CRUD."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

import psycopg

from tongxin.domain.identity.commands import RegisterPerson
from tongxin.store.migrations import migrate

from .measure import Measured, alternate, ratios, spread, summary
from .place import Place, place

_BODY = '{"outcome":"no_finding","campaign":"清零"}'
NAMES = ("ours", "empty", "stock", "crud")


_STORED = {
    "ours": "select count(*) from events",
    "stock": "select count(*) from register_events",
    "crud": "select count(*) from audit",
}


@dataclass(slots=True)
class Contender:
    """A server that runs, with the persons that it knows, and what was measured of it."""

    name: str
    port: int
    conninfo: str
    persons: list[str] = field(default_factory=list)
    stored_before: int = 0
    good: int = 0
    errors: int = 0
    seen: dict[str, dict[int, list[float]]] = field(default_factory=dict)

    def load(self, connections: int, seconds: float) -> float:
        """Good answers a second under so many connections."""
        requests = json.dumps([[f"/persons/{person}/screenings", _BODY] for person in self.persons])
        command = [sys.executable, "-m", "bench.load", str(self.port), str(connections), str(seconds)]
        done = subprocess.run(command, input=requests, stdout=subprocess.PIPE, text=True, check=True)
        came: dict[str, Any] = json.loads(done.stdout)
        # The stock way may answer concurrent commands with an error; only its good answers count.
        if came["errors"] and self.name != "stock":
            raise RuntimeError(f"{self.name} answered {came['errors']} of {came['answers']} with an error")
        self.good += int(came["answers"] - came["errors"])
        self.errors += int(came["errors"])
        for figure in ("p50_ms", "p99_ms", "cpu"):
            self.seen.setdefault(figure, {}).setdefault(connections, []).append(came[figure])
        return float(came["per_second"])

    def forget(self, connections: int) -> None:
        """What was seen while warming up."""
        for by_connections in self.seen.values():
            by_connections.pop(connections, None)

    def settle(self, connections: int) -> None:
        """Let what follows from our commands be done, so that nobody else's round pays for it."""
        if self.name != "ours":
            return
        began = time.perf_counter()
        behind = "select max(position) - (select min(notification_id) from notification_tracking) from events"
        while _number(self.conninfo, behind):
            time.sleep(0.02)
        self.seen.setdefault("settled_s", {}).setdefault(connections, []).append(time.perf_counter() - began)

    def stored(self) -> int:
        """How many commands the database knows of."""
        return _number(self.conninfo, _STORED[self.name]) if self.name in _STORED else self.good

    def check(self) -> None:
        """Every good answer stands for what is stored, and nothing else is stored."""
        if (came := self.stored() - self.stored_before) != self.good:
            raise RuntimeError(f"{self.name}: {self.good} good answers, {came} stored")

    def raw(self, connections: int, per_second: list[float]) -> dict[str, Any]:
        """What was measured under so many connections."""
        return {"per_second": spread(per_second)} | {
            figure: spread(by_connections[connections], 3) for figure, by_connections in self.seen.items()
        }


def run(*, quick: bool) -> dict[str, Any]:
    """The ratios at 64 connections; raw figures at 1, 8 and 64."""
    seconds, rounds, persons = (0.15, 1, 10) if quick else (3.0, 8, 1000)
    with place() as where, ExitStack() as stack:
        contenders = {name: stack.enter_context(serving(name, where, persons)) for name in NAMES}
        commit_ms = {"before": where.commit_ms()}
        figures = {}
        for connections in (1, 8, 64):
            turns: dict[str, Callable[[], float]] = {
                name: partial(contender.load, connections, seconds) for name, contender in contenders.items()
            }
            if not quick:
                _alternate(contenders, turns, 1, connections)
                for contender in contenders.values():
                    contender.forget(connections)
            figures[connections] = _alternate(
                contenders, turns, rounds if connections == 64 else -(-rounds // 2), connections
            )
        commit_ms["after"] = where.commit_ms()
        for contender in contenders.values():
            contender.check()
    found, of_rounds = summary({f"vs_{other}": ratios(figures[64], "ours", other) for other in NAMES[1:]})
    raw: dict[str, Any] = {
        str(connections): {name: contenders[name].raw(connections, v) for name, v in measured.items()}
        for connections, measured in figures.items()
    }
    answers = {name: {"good": c.good, "errors": c.errors} for name, c in contenders.items()}
    return {
        "ratios": found,
        "raw": raw | {"of_rounds": of_rounds, "commit_ms": commit_ms, "answers": answers},
    }


def _alternate(
    contenders: dict[str, Contender], turns: dict[str, Callable[[], float]], rounds: int, connections: int
) -> Measured:
    def settle(_next: str) -> None:
        contenders["ours"].settle(connections)

    return alternate(turns, rounds, f"{connections} connections", before_each=settle)


@contextmanager
def serving(
    name: str, where: Place, persons: int, prepare: Callable[[str], object] = migrate
) -> Iterator[Contender]:
    """A contender's server with so many persons. `prepare`: makes our database ready."""
    conninfo = where.database()
    folder = where.folder / name
    folder.mkdir()
    environment = os.environ | {"TONGXIN_DATABASE_URL": conninfo, "TONGXIN_DATA_DIR": str(folder)}
    port = _free_port()
    processes = []
    if name == "ours":
        prepare(conninfo)
        # The read models are kept up to date meanwhile, as in service.
        environment["TONGXIN_LOG_FILE"] = str(folder / "runner.log")
        processes.append(subprocess.Popen([sys.executable, "-m", "tongxin.api", "project"], env=environment))
    command = [sys.executable, "-m", "bench.servers", name, str(port), conninfo, str(folder)]
    processes.append(subprocess.Popen(command, env=environment))
    try:
        contender = Contender(name, port, conninfo)
        _wait(port)
        contender.persons = [_register(contender) for _ in range(persons)]
        contender.stored_before = contender.stored()
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


def _number(conninfo: str, query: str) -> int:
    with psycopg.connect(conninfo) as connection:
        row = connection.execute(query.encode()).fetchone()
    return 0 if row is None or row[0] is None else int(row[0])


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
