"""Commands' latency while all read models are rebuilt, against that of the same service left alone."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psycopg

from tongxin.api.runtime.rebuilding import reading
from tongxin.projections.rebuild.rebuild import rebuild
from tongxin.projections.registry import PROJECTIONS

from .commands import Contender, serving
from .lives import fill
from .measure import PROGRESS, alternate, ratios, spread, summary
from .place import Place, place

_PER_SECOND = 300
_BODY = '{"outcome":"no_finding","campaign":"清零"}'


@dataclass(slots=True)
class _Service:
    """The service with its runner, and what was measured of it."""

    contender: Contender
    per_second: float
    seconds: float
    p50_ms: dict[str, list[float]] = field(default_factory=dict)
    folded: list[int] = field(default_factory=list)

    def alone(self) -> float:
        """p99 in milliseconds, while nothing else goes on."""
        return self._paced("alone")

    def rebuilding(self) -> float:
        """p99 in milliseconds, while rebuilds follow each other."""
        with _rebuilds(self.contender.conninfo):
            p99 = self._paced("rebuilding")
        self.folded.append(_folded(self.contender.conninfo))
        return p99

    def _paced(self, name: str) -> float:
        requests = json.dumps([[f"/persons/{person}/screenings", _BODY] for person in self.contender.persons])
        command = [sys.executable, "-m", "bench.paced", str(self.contender.port)]
        done = subprocess.run(
            [*command, str(self.per_second), str(self.seconds)],
            input=requests,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        came: dict[str, float] = json.loads(done.stdout)
        if came["errors"]:
            raise RuntimeError(f"{came['errors']:.0f} of {came['answers']:.0f} answers were errors")
        self.p50_ms.setdefault(name, []).append(came["p50_ms"])
        return came["p99_ms"]


@contextmanager
def _rebuilds(conninfo: str) -> Iterator[None]:
    """`tongxin rebuild --all` again and again, started as the service does for whoever asks over HTTP."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.rebuild_under_load"],
        env=os.environ | {"TONGXIN_DATABASE_URL": conninfo},
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(600)


def again_and_again() -> None:
    """Rebuild until standard input ends."""
    while not select.select([sys.stdin], [], [], 0)[0]:
        command = [sys.executable, "-m", "tongxin.api", "rebuild", "--all", "--jobs", "1", "--json"]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, start_new_session=True)
        number = json.loads(done.stdout.splitlines()[-1])["id"]
        drop = [sys.executable, "-m", "tongxin.api", "rebuild", "--drop", str(number), "--json"]
        subprocess.run(drop, stdout=subprocess.PIPE, check=True)


def _folded(conninfo: str) -> int:
    """How many events all rebuilds so far have folded."""
    with psycopg.connect(conninfo) as connection:
        row = connection.execute("select coalesce(sum(done), 0) from rebuilding.rebuilds").fetchone()
    return 0 if row is None else int(row[0])


def _ready(where: Place, events: int, conninfo: str) -> None:
    """A log with read models that are up to date."""
    fill(conninfo, where.folder, events)
    with reading(conninfo) as way:
        rebuild(conninfo, PROJECTIONS, way)


def run(*, quick: bool) -> dict[str, Any]:
    """`p99_vs_without`: how much higher the 99th percentile is while rebuilding."""
    events, persons, seconds, rounds = (500, 10, 1.0, 1) if quick else (300_000, 1000, 20.0, 5)
    per_second = 30 if quick else _PER_SECOND
    with place() as where:
        PROGRESS.print(f"filling with {events:,} events")
        with serving("ours", where, persons, prepare=partial(_ready, where, events)) as contender:
            service = _Service(contender, per_second, seconds)
            commit_ms = {"before": where.commit_ms()}
            turns = {"rebuilding": service.rebuilding, "alone": service.alone}
            figures = alternate(
                turns, rounds, f"{per_second} commands/s", before_each=lambda _name: contender.settle(0)
            )
            commit_ms["after"] = where.commit_ms()
    found, of_rounds = summary({"p99_vs_without": ratios(figures, "rebuilding", "alone")})
    return {
        "ratios": found,
        "raw": {
            "p99_ms": {name: spread(values) for name, values in figures.items()},
            "p50_ms": {name: spread(values) for name, values in service.p50_ms.items()},
            "events_folded": service.folded,
            "of_rounds": of_rounds,
            "commit_ms": commit_ms,
        },
    }


if __name__ == "__main__":
    again_and_again()
