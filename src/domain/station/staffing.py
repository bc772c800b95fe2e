"""Who is in post where: counted from the stations, each user once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .events import PostRole
from .state import Station


@dataclass(frozen=True, slots=True)
class Staffing:
    """How many are in post, by role. `users`: all of them. `stations`: how many there are."""

    stations: int = 0
    users: int = 0
    case_workers: int = 0
    police_officers: int = 0
    auxiliary_officers: int = 0
    others: int = 0

    def __add__(self, other: "Staffing") -> "Staffing":
        """Two areas together."""
        names = Staffing.__dataclass_fields__
        return Staffing(**{name: getattr(self, name) + getattr(other, name) for name in names})


_COUNTED_AS = {
    PostRole.CASE_WORKER: "case_workers",
    PostRole.POLICE_OFFICER: "police_officers",
    PostRole.AUXILIARY_OFFICER: "auxiliary_officers",
    PostRole.OTHER: "others",
}


def staffing(stations: Iterable[Station]) -> dict[str, Staffing]:
    """By the area of the stations that are open, in the order of their codes.

    Who is in post at several stations counts where the latest post was taken up, so that the areas add up to
    the staff of all. Of two posts of one day the area's code decides, and in one area the role.
    """
    counts: dict[str, Counter[str]] = {}
    latest: dict[str, tuple[date, str, PostRole]] = {}
    for station in stations:
        if station.opened_on is None or station.closed_on is not None:
            continue
        counts.setdefault(station.area, Counter())["stations"] += 1
        for post in station.posts:
            taken_up = post.since, station.area, post.role
            latest[post.user] = max(latest.get(post.user, taken_up), taken_up)
    for _, area, role in latest.values():
        counts[area].update(("users", _COUNTED_AS[role]))
    return {area: Staffing(**counts[area]) for area in sorted(counts)}
