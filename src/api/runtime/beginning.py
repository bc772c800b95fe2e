"""Where the rules begin: noted once, before the first command is served, so that none is passed over."""

from typing import Any

from psycopg import Connection

from ...domain.policy_register.state import REGISTER
from .proposing import today

LOG, DAY, POLICIES = "tier-proposals/1", "tier-sweep-day/1", "tier-sweep-policies/1"
"""What is noted: the position up to which the log is looked at; day and policies of the last sweep."""

NOTE = (
    "insert into notification_tracking (application_name, notification_id) values"
    " (%(log)s, case when %(all)s then 0 else (select coalesce(max(position), 0) from events) end),"
    " (%(on)s, %(day)s),"
    " (%(policies)s, (select coalesce(max(version), 0) from events where stream = %(register)s))"
    " on conflict do nothing"
)


def named(*, from_beginning: bool = False) -> dict[str, Any]:
    """The parameters of `NOTE`: begin at the end of the log, or at its beginning; today needs no sweep."""
    return {
        "log": LOG,
        "on": DAY,
        "policies": POLICIES,
        "all": from_beginning,
        "day": today().toordinal(),
        "register": REGISTER,
    }


def note_beginning(conninfo: str) -> None:
    """Note where to begin, unless that is noted already."""
    with Connection.connect(conninfo, autocommit=True) as connection:
        connection.execute(NOTE, named())
