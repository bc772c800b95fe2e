"""The connection to PostgreSQL: what a server must promise before an event is entrusted to it."""

from dataclasses import dataclass

import psycopg
from psycopg import sql

OLDEST = 150000
_DURABILITY = ("fsync", "full_page_writes", "synchronous_commit")


class ServerRefused(Exception):
    """This database server cannot be used. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class ServerReport:
    """What a server said of itself. `unsafe`: settings that may lose acknowledged events in a crash."""

    version: int
    unsafe: tuple[str, ...]


def check_server(conninfo: str, *, data_may_be_lost: bool = False) -> ServerReport:
    """Refuse a server that is too old, or that may lose acknowledged events.

    `data_may_be_lost`: the operator has said so; then unsafe settings are reported, not refused.
    Raises `ServerRefused`; `psycopg.OperationalError` where nobody answers.
    """
    with psycopg.connect(conninfo, autocommit=True) as connection:
        version = connection.info.server_version
        if version < OLDEST:
            raise ServerRefused(f"PostgreSQL 15 or newer is needed; this server is {version // 10000}.")
        unsafe = []
        for name in _DURABILITY:
            row = connection.execute(sql.SQL("show {}").format(sql.Identifier(name))).fetchone()
            if row is not None and row[0] == "off":
                unsafe.append(name)
        row = connection.execute("select pg_is_in_recovery()").fetchone()
        if row is not None and row[0]:
            raise ServerRefused("This server is a standby and cannot be written to; name the primary.")
    if unsafe and not data_may_be_lost:
        raise ServerRefused(
            f"This server has {', '.join(unsafe)} switched off: a crash may lose acknowledged events."
            " Switch it on, or say that data may be lost (TONGXIN_DATA_MAY_BE_LOST=true)."
        )
    return ServerReport(version, tuple(unsafe))
