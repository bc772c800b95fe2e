"""The same appends with 2,000,000 events already stored as with 20,000."""

from functools import partial
from random import Random
from typing import Any

from tongxin.store.migrations import migrate

from .appends import appends
from .fill import Filled, fill
from .measure import PROGRESS, Measured, alternate, ratios, spread, summary
from .place import Place, place

_WRITERS = 32


class _Database:
    """A database filled so far. `renew`: a fresh copy before each round, so that few events stay few."""

    def __init__(self, where: Place, events: int, *, renew: bool) -> None:
        self._where, self._renew = where, renew
        self._full = where.database()
        migrate(self._full)
        self._filled: Filled = fill(self._full, events)
        self._used: str | None = None if renew else self._full
        self._random = Random(events)

    def prepare(self) -> None:
        """Get ready for a round; not measured."""
        if not self._renew:
            return
        if self._used is not None:
            self._where.drop(self._used)
            self._filled.rewind()
        self._used = self._where.database(like=self._full)

    def append(self, each: int) -> float:
        """Appends a second, to streams that exist, taken at random."""
        assert self._used is not None
        sources = [self._filled.source(writer, _WRITERS, self._random) for writer in range(_WRITERS)]
        return appends(self._used, sources, each=each)[1]


def run(*, quick: bool) -> dict[str, Any]:
    """How much dearer an append is: time of one with many events, divided by that with few."""
    few, many, each, rounds = (2_000, 20_000, 20, 1) if quick else (20_000, 2_000_000, 160, 24)
    with place() as where:
        PROGRESS.print(f"filling with {many:,} events")
        databases = {
            "few": _Database(where, few, renew=True),
            "many": _Database(where, many, renew=False),
        }
        commit_ms = {"before": where.commit_ms()}
        _measure(databases, each, 1 if quick else 4)  # to warm up
        figures = _measure(databases, each, rounds)
        commit_ms["after"] = where.commit_ms()
    found, of_rounds = summary({"cost_2m_vs_20k": ratios(figures, "few", "many")})
    per_second = {name: spread(values) for name, values in figures.items()}
    return {
        "ratios": found,
        "raw": {"per_second": per_second, "of_rounds": of_rounds, "commit_ms": commit_ms},
    }


def _measure(databases: dict[str, _Database], each: int, rounds: int) -> Measured:
    turns = {name: partial(database.append, each) for name, database in databases.items()}
    return alternate(turns, rounds, "appending", before_each=lambda name: databases[name].prepare())
