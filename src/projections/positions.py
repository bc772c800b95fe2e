"""How far each projection is; held by who writes its rows, until rows and position are there together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from psycopg import Connection


class Moved(Exception):
    """Somebody else has brought a projection to another position meanwhile: nothing was written."""


def positions(connection: Connection[Any], names: Sequence[str]) -> dict[str, int]:
    """How far the projections of these tracking names are; 0 where one has not begun."""
    return dict.fromkeys(names, 0) | begun(connection, names)


def begun(connection: Connection[Any], names: Sequence[str]) -> dict[str, int]:
    """How far those of them are that have begun."""
    found = connection.execute(
        "select application_name, notification_id from notification_tracking"
        " where application_name = any(%s)",
        (list(names),),
    ).fetchall()
    return dict(found)


def begin(connection: Connection[Any], reached: Mapping[str, int]) -> Callable[[], None]:
    """Hold positions until the transaction ends.

    What is returned is to be called before anything is written: it raises `Moved` where one is not as given.
    """
    new = [name for name, position in reached.items() if not position]
    if new:
        connection.execute(
            "insert into notification_tracking (application_name, notification_id)"
            " select name, 0 from unnest(%s::text[]) name on conflict do nothing",
            (new,),
        )
    asked = connection.execute(
        "select application_name, notification_id from notification_tracking"
        " where application_name = any(%s) order by application_name for update",
        (list(reached),),
    )

    def held() -> None:
        if dict(asked.fetchall()) != reached:
            raise Moved

    return held


def advance(connection: Connection[Any], names: Iterable[str], position: int) -> None:
    """Set the position of projections that are held."""
    connection.execute(
        "update notification_tracking set notification_id = %s where application_name = any(%s)",
        (position, list(names)),
    )
