"""The office, the twelve centres, and who was in post where; trainings and assessments.

Everybody is in post at the county's office until the township's centre opens, and moves there on that day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from ...domain.areas import COUNTY, TOWNSHIPS
from ...domain.commands import Actor
from ...domain.station.commands import AssessStation, FillPost, OpenStation, RecordTraining, VacatePost
from ...domain.station.events import PostRole, StationKind, VacancyReason
from .chance import between, day_between, days
from .governance_numbers import Stations
from .histories import Setting
from .staff import CASE_WORKER
from .steps import Story, Timeline

STANDARD = "标准化社区戒毒社区康复工作中心"
_PER_YEAR = (1, 15), (11, 20)
"""Month and day of the first and the last day on which somebody comes or goes in a year."""


@dataclass(slots=True)
class _Career:
    """Somebody in post for an area. `left_on`: None for whoever is still there in the end."""

    user: str
    role: PostRole
    area: str
    entered_on: date
    left_on: date | None = None


@dataclass(slots=True)
class _Station:
    """A station while it is told. `present`: who was there, from when until when."""

    name: str
    area: str
    opened_on: date
    line: Timeline
    present: list[tuple[str, date, date]] = field(default_factory=list)


def station_stories(setting: Setting) -> Iterator[Story]:
    """The office and every centre."""
    numbers, data_set = setting.calibration.governance.stations, setting.calibration.data_set
    rng = Random(f"{setting.group} stations")
    actor = setting.staff.brigade.officers[0]
    opened = {COUNTY: numbers.office_opened_on} | _openings(setting, rng)
    stations = {
        area: _Station(_name(area), area, day, Timeline(data_set.last_day)) for area, day in opened.items()
    }
    for station in stations.values():
        kind = StationKind.OFFICE if station.area == COUNTY else StationKind.CENTRE
        station.line.add(
            station.opened_on, OpenStation, actor, kind=kind, name=station.name, area=station.area
        )
    for career in _careers(setting, rng):
        _tell_career(stations, career, actor)
    for number, station in enumerate(stations.values()):
        _tell_assessments(numbers, rng, station, actor)
        _tell_trainings(setting, rng, station, actor)
        name = f"station-{number:02d}"
        yield Story("station", name, setting.group, station.line.steps(name))


def _name(area: str) -> str:
    return "同心县禁毒委员会办公室" if area == COUNTY else f"{TOWNSHIPS[area]}社区戒毒社区康复工作中心"


def _openings(setting: Setting, rng: Random) -> dict[str, date]:
    """When each township's centre opened: those with the most persons first."""
    townships = setting.calibration.townships
    areas = iter(sorted(townships, key=lambda area: (-townships[area], area)))
    found, there = dict[str, date](), 0
    for year, number in zip(
        setting.calibration.data_set.years, setting.calibration.governance.stations.centres, strict=True
    ):
        for _ in range(number - there):
            found[next(areas)] = day_between(rng, date(year, 3, 1), date(year, 8, 20))
        there = number
    return found


def _careers(setting: Setting, rng: Random) -> Iterator[_Career]:
    """Everybody's: the staff of today, in turn over the townships, and those who left before."""
    numbers, staff = setting.calibration.governance.stations, setting.staff
    teams = [*staff.townships.values(), staff.brigade]
    workers = _in_turn([team.workers for team in teams])
    officers = _in_turn([(*team.officers, *team.auxiliaries) for team in teams])
    left = sum(numbers.workers_left)
    came = _coming(setting, rng, numbers.workers_before - left, numbers.workers, numbers.workers_left)
    for actor, day in zip(workers, came, strict=True):
        yield _Career(actor.user, PostRole(actor.role), actor.unit, day)
    came = _coming(setting, rng, numbers.officers_before, numbers.officers, [0] * len(numbers.officers))
    for actor, day in zip(officers, came, strict=True):
        yield _Career(actor.user, PostRole(actor.role), actor.unit, day)
    former = iter(staff.others)
    for year, number in zip(setting.calibration.data_set.years, numbers.workers_left, strict=True):
        for _ in range(number):
            entered = _early(setting, rng)
            area = rng.choice(list(staff.townships))
            yield _Career(next(former), PostRole(CASE_WORKER), area, entered, _within(rng, year))


def _in_turn(teams: list[tuple[Actor, ...]]) -> list[Actor]:
    """One of each team after the other, the larger teams' more often."""
    placed = [((n + 0.5) / len(team), team[n].unit, team[n]) for team in teams for n in range(len(team))]
    return [actor for *_, actor in sorted(placed, key=lambda one: one[:2])]


def _coming(setting: Setting, rng: Random, before: int, there: list[int], left: list[int]) -> list[date]:
    """The days on which people come, so that so many are there at the end of each year."""
    coming = sorted(_early(setting, rng) for _ in range(before))
    known = before + sum(left)
    for year, number, gone in zip(setting.calibration.data_set.years, there, left, strict=True):
        coming += sorted(_within(rng, year) for _ in range(number - known + gone))
        known = number
    return coming


def _early(setting: Setting, rng: Random) -> date:
    numbers, data_set = setting.calibration.governance.stations, setting.calibration.data_set
    return day_between(rng, numbers.office_opened_on + days(1), date(data_set.first_year - 1, 12, 20))


def _within(rng: Random, year: int) -> date:
    first, last = _PER_YEAR
    return day_between(rng, date(year, *first), date(year, *last))


def _tell_career(stations: Mapping[str, _Station], career: _Career, actor: Actor) -> None:
    office, own = stations[COUNTY], stations[career.area]
    day, gone = career.entered_on, career.left_on or date.max
    if day < own.opened_on:
        moved_on = min(own.opened_on, gone)
        _fill(office, career, day, moved_on, actor)
        reason = VacancyReason.LEFT if moved_on == gone else VacancyReason.MOVED
        office.line.add(moved_on, VacatePost, actor, user=career.user, reason=reason)
        day = moved_on
    if day < gone:
        _fill(own, career, day, gone, actor)
        if career.left_on is not None:
            own.line.add(gone, VacatePost, actor, user=career.user, reason=VacancyReason.LEFT)


def _fill(station: _Station, career: _Career, day: date, until: date, actor: Actor) -> None:
    station.line.add(day, FillPost, actor, user=career.user, role=career.role)
    station.present.append((career.user, day, until))


def _tell_assessments(numbers: Stations, rng: Random, station: _Station, actor: Actor) -> None:
    if station.area == COUNTY:
        return
    day = station.opened_on + days(between(rng, numbers.assessed_after_days))
    if rng.random() < numbers.not_met_at_first:
        station.line.add(day - days(30), AssessStation, actor, met=False, standard=STANDARD)
    station.line.add(day, AssessStation, actor, met=True, standard=STANDARD)


def _tell_trainings(setting: Setting, rng: Random, station: _Station, actor: Actor) -> None:
    numbers = setting.calibration.governance.stations
    for year in setting.calibration.data_set.years:
        day = _within(rng, year)
        there = sorted(user for user, since, until in station.present if since <= day < until)
        if there:
            station.line.add(
                day, RecordTraining, actor, topic=rng.choice(numbers.training_topics),
                hours=Decimal(between(rng, numbers.training_hours)), attendees=tuple(there),
            )  # fmt: skip
