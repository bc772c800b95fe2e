"""The same appends with 2,000,000 events already stored as with 20,000.

Measured twice. Settled: pages that appends touch were touched before since the last checkpoint. After a
checkpoint: the first change of a page writes its image to the log, and many events have many such pages.
"""

import time
from functools import partial
from random import Random
from statistics import mean
from typing import Any

import psycopg

from tongxin.store.migrations import migrate

from .appends import Appending
from .fill import Filled, fill
from .measure import PROGRESS, Measured, alternate, ratios, spread, summary
from .place import Place, place

_WRITERS = 32
_WARMING = 20
_SETTLING = 8_000
_COUNTED = 1.1
"""Seconds after which the server has counted what an idle connection did."""


class _Database:
    """A database filled so far, and a connection that stays, as the service's does.

    `renew`: a fresh copy before each round, so that few events stay few.
    """

    def __init__(self, where: Place, events: int, *, renew: bool) -> None:
        self._where, self._renew = where, renew
        self._full = where.database()
        migrate(self._full)
        self._filled: Filled = fill(self._full, events)
        self._random = Random(events)
        self._appending: Appending | None = None
        self.page_images: list[float] = []

    def prepare(self, *, checkpoint: bool = False) -> None:
        """Get ready for a round; not measured. A new connection appends a little first."""
        if self._renew:  # copies are kept to the end: dropping a database makes a checkpoint
            self.close()
            self._filled.rewind()
        if self._appending is None:
            used = self._where.database(like=self._full) if self._renew else self._full
            self._appending = Appending(used)
            self._append(_WARMING)
        if checkpoint:
            with psycopg.connect(self._where.url, autocommit=True) as connection:
                connection.execute("checkpoint")

    def append(self, each: int) -> float:
        """Appends a second, to streams that exist, taken at random."""
        before = self._images()
        stored, per_second = self._append(each)
        self.page_images.append((self._images() - before) / stored)
        return per_second

    def close(self) -> None:
        """Disconnect."""
        if self._appending is not None:
            self._appending.close()
            self._appending = None

    def _append(self, each: int) -> tuple[int, float]:
        assert self._appending is not None
        sources = [self._filled.source(writer, _WRITERS, self._random) for writer in range(_WRITERS)]
        return self._appending.run(sources, each=each)

    def _images(self) -> int:
        time.sleep(_COUNTED)
        with psycopg.connect(self._where.url, autocommit=True) as connection:
            row = connection.execute("select wal_fpi from pg_stat_wal").fetchone()
        assert row is not None
        return int(row[0])


def run(*, quick: bool) -> dict[str, Any]:
    """How much dearer an append is: time of one with many events, divided by that with few."""
    few, many, each, rounds = (2_000, 5_000, 10, 1) if quick else (20_000, 2_000_000, 160, 24)
    with place() as where:
        PROGRESS.print(f"filling with {many:,} events")
        databases = {
            "few": _Database(where, few, renew=True),
            "many": _Database(where, many, renew=False),
        }
        commit_ms = {"before": where.commit_ms()}
        cold = _measured(databases, each, -(-rounds // 2), checkpoint=True)
        PROGRESS.print("settling")
        databases["many"].append(each if quick else _SETTLING)
        settled = _measured(databases, each, rounds, checkpoint=False)
        for database in databases.values():
            database.close()
        commit_ms["after"] = where.commit_ms()
    found, _ = summary({"cost_2m_vs_20k": settled["cost"]})
    return {
        "ratios": found,
        "raw": {
            "settled": _told(settled),
            "after_checkpoint": _told(cold),
            "commit_ms": commit_ms,
        },
    }


def _measured(databases: dict[str, _Database], each: int, rounds: int, *, checkpoint: bool) -> dict[str, Any]:
    for database in databases.values():
        database.page_images.clear()

    def prepare(name: str) -> None:
        databases[name].prepare(checkpoint=checkpoint)

    turns = {name: partial(database.append, each) for name, database in databases.items()}
    title = "after a checkpoint" if checkpoint else "settled"
    figures: Measured = alternate(turns, rounds, title, before_each=prepare)
    images = {name: round(mean(database.page_images), 3) for name, database in databases.items()}
    return {"cost": ratios(figures, "few", "many"), "per_second": figures, "page_images": images}


def _told(measured: dict[str, Any]) -> dict[str, Any]:
    return {
        "cost_2m_vs_20k": spread(measured["cost"], 3),
        "per_second": {name: spread(values) for name, values in measured["per_second"].items()},
        "page_images_an_append": measured["page_images"],
    }
