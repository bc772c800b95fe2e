"""The runner: how many events a second it takes, against the stock runner; how soon a command is visible."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psycopg

from tongxin.api.runtime.feed import NotificationFeed
from tongxin.projections.person_history import PERSON_HISTORY
from tongxin.projections.person_status import PERSON_STATUS
from tongxin.projections.runner import Runner
from tongxin.store.library import notification_log

from . import screenings
from .commands import Contender, serving
from .measure import PROGRESS, alternate, ratios, spread, summary
from .place import Place, place
from .rivals import stock_projection
from .visible import Watch

_BODY = '{"outcome":"no_finding","campaign":"清零"}'
_WRITERS = 64


def run(*, quick: bool) -> dict[str, Any]:
    """`vs_stock`: events a second, ours over stock. `lag_p99_vs_commit`: see `_Steady`."""
    with place() as where:
        commit_ms = {"before": where.commit_ms()}
        speed, raw = _speed(where, quick=quick)
        lag, raw_of_lag = _lag(where, quick=quick)
        commit_ms["after"] = where.commit_ms()
    found, of_rounds = summary(speed | lag)
    return {"ratios": found, "raw": raw | raw_of_lag | {"of_rounds": of_rounds, "commit_ms": commit_ms}}


def _speed(where: Place, *, quick: bool) -> tuple[dict[str, list[float]], dict[str, Any]]:
    ours_events, stock_events, rounds = (480, 96, 1) if quick else (48_000, 4_800, 7)
    ours, stock = where.database(), where.database()
    PROGRESS.print(f"filling with {ours_events + stock_events:,} events")
    screenings.fill(ours, ours_events)
    stock_projection.fill(stock, stock_events)
    turns = {"ours": partial(_project, ours), "stock": partial(stock_projection.project, stock)}
    if not quick:
        alternate(turns, 1, "warming up")
    figures = alternate(turns, rounds, "catching up")
    raw = {"events_a_second": {name: spread(values) for name, values in figures.items()}}
    return {"vs_stock": ratios(figures, "ours", "stock")}, raw


def _project(conninfo: str) -> float:
    """Let our runner take every event from the first on; return events a second."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("truncate person_status, person_history, notification_tracking")
    recorder = notification_log(conninfo)
    with recorder.datastore:
        runner = Runner(conninfo, NotificationFeed(recorder), (PERSON_STATUS, PERSON_HISTORY))
        began = time.perf_counter()
        events = runner.catch_up()
        return events / (time.perf_counter() - began)


@dataclass(slots=True)
class _Steady:
    """Commands at half the rate that the service can take, all read models kept up to date.

    The lag of an event: from when another connection sees it committed to when it is visible in all read
    models. It is compared with the median time in which these commands are answered, their commit included.
    """

    contender: Contender
    seconds: float
    seen: dict[str, list[float]] = field(default_factory=dict)

    def once(self) -> float:
        """The ratio."""
        self.contender.settle(_WRITERS)
        limit = self.contender.load(_WRITERS, self.seconds)
        self.contender.settle(_WRITERS)
        with Watch(self.contender.conninfo) as watch:
            came = _paced(self.contender, limit / 2, self.seconds)
            self.contender.settle(0)
            time.sleep(0.05)
        lags = watch.lags()
        p99 = lags[int(len(lags) * 0.99)]
        figures = {
            "limit_per_second": limit,
            "steady_per_second": came["per_second"],
            "answered_p50_ms": came["p50_ms"],
        }
        lag = {
            "lag_p50_ms": lags[len(lags) // 2],
            "lag_p99_ms": p99,
            "look_every_p99_ms": watch.resolution_ms,
        }
        for name, value in (figures | lag).items():
            self.seen.setdefault(name, []).append(value)
        return p99 / came["p50_ms"]


def _paced(contender: Contender, per_second: float, seconds: float) -> dict[str, float]:
    requests = json.dumps([[f"/persons/{person}/screenings", _BODY] for person in contender.persons])
    command = [sys.executable, "-m", "bench.paced", str(contender.port), str(per_second), str(seconds)]
    done = subprocess.run(command, input=requests, stdout=subprocess.PIPE, text=True, check=True)
    came: dict[str, float] = json.loads(done.stdout)
    if came["errors"]:
        raise RuntimeError(f"{came['errors']:.0f} of {came['answers']:.0f} answers were errors")
    return came


def _lag(where: Place, *, quick: bool) -> tuple[dict[str, list[float]], dict[str, Any]]:
    persons, seconds, rounds = (10, 0.5, 1) if quick else (1000, 10.0, 5)
    with serving("ours", where, persons) as contender:
        steady = _Steady(contender, seconds)
        figures = alternate({"steady": steady.once}, rounds, "half the write limit")
    raw = {"steady": {name: spread(values, 2) for name, values in steady.seen.items()}}
    return {"lag_p99_vs_commit": figures["steady"]}, raw
