"""Who works for the county: user names of workers and officers, by township."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from random import Random

from ...domain.areas import COUNTY
from ...domain.commands import Actor
from .calibration import Calibration
from .chance import portions

CASE_WORKER = "case_worker"
POLICE_OFFICER = "police_officer"
AUXILIARY_OFFICER = "auxiliary_officer"
SYSTEM = Actor(user="default-4tier", role="system", unit=COUNTY)
"""Who proposes tiers; it never assigns one (个人信息保护法 24)."""

_LEAST = 3
"""Workers that every township has at least."""

_SURNAMES = ("ma", "yang", "li", "wang", "zhou", "bai", "ding", "jin", "luo", "zhang", "tian", "hai")
_GIVEN = (
    *("jianguo", "xiulan", "wei", "fang", "jun", "yan", "hailong", "guihua", "zhiqiang", "meiling"),
    *(
        "xuelin",
        "yumei",
        "wenbin",
        "hongxia",
        "dongsheng",
        "cuiping",
        "yunfeng",
        "lijuan",
        "baoshan",
        "xiaoyan",
    ),
)


@dataclass(frozen=True, slots=True)
class Team:
    """The workers and officers of one township, or the county's brigade (without workers)."""

    area: str
    workers: tuple[Actor, ...]
    officers: tuple[Actor, ...]
    auxiliaries: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody. `others`: user names of nobody on the staff: cadres, and whoever left before."""

    townships: Mapping[str, Team]
    brigade: Team
    others: tuple[str, ...] = ()

    def everybody(self) -> list[Actor]:
        """All of them."""
        teams = (*self.townships.values(), self.brigade)
        return [one for team in teams for one in (*team.workers, *team.officers, *team.auxiliaries)]


def staff(calibration: Calibration, rng: Random) -> Staff:
    """Make the staff: workers by the townships' shares, officers evenly."""
    users = [f"{surname}.{given}" for surname, given in product(_SURNAMES, _GIVEN)]
    rng.shuffle(users)
    numbers, areas = calibration.staff, list(calibration.townships)
    spread = portions(numbers.workers - _LEAST * len(areas), list(calibration.townships.values()))
    police = numbers.officers - numbers.county_officers - numbers.auxiliaries
    officers = portions(police, [1.0] * len(areas))
    auxiliaries = portions(numbers.auxiliaries, [1.0] * len(areas))

    def take(role: str, area: str, number: int) -> tuple[Actor, ...]:
        return tuple(Actor(user=users.pop(), role=role, unit=area) for _ in range(number))

    townships = {
        area: Team(
            area,
            take(CASE_WORKER, area, _LEAST + spread[n]),
            take(POLICE_OFFICER, area, officers[n]),
            take(AUXILIARY_OFFICER, area, auxiliaries[n]),
        )
        for n, area in enumerate(areas)
    }
    brigade = Team(COUNTY, (), take(POLICE_OFFICER, COUNTY, numbers.county_officers))
    return Staff(townships, brigade, tuple(users))
