"""Figures of governance come out of the events: centres, staff in post, key tasks, money."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import reduce
from typing import Any

import pytest
from api.reference_data.stories import play

from tongxin.api.reference_data.county import county
from tongxin.api.reference_data.governance import governance_stories
from tongxin.domain.calendar import law_date
from tongxin.domain.kinds import COUNTY_BY_NAME
from tongxin.domain.station.events import StationKind
from tongxin.domain.station.staffing import Staffing, staffing

At = Callable[[str, int], list[Any]]


@pytest.fixture(scope="module")
def at() -> At:
    """The states of every stream of a kind at the end of a year."""
    histories = defaultdict(list)
    for story in governance_stories(county(seed=7, persons=30).setting):
        histories[story.kind].append([recorded.event for recorded in play(story)])

    def states(kind: str, year: int) -> list[Any]:
        found, last = COUNTY_BY_NAME[kind], date(year, 12, 31)
        return [
            reduce(
                found.evolve,
                [event for event in history if law_date(event.occurred_at) <= last],
                found.initial,
            )
            for history in histories[kind]
        ]

    return states


def test_centres_and_staff_grow_to_those_of_2020(at: At) -> None:
    centres, workers, officers = [], [], []
    for year in range(2015, 2021):
        stations = at("station", year)
        centres.append(sum(bool(one.met) and one.kind is StationKind.CENTRE for one in stations))
        whole = sum(staffing(stations).values(), Staffing())
        workers.append(whole.case_workers)
        officers.append(whole.police_officers + whole.auxiliary_officers)
    assert (centres[-1], workers[-1], officers[-1]) == (12, 143, 41)
    for series in (centres, workers, officers):
        assert series == sorted(series)
        assert series[0] < series[-1]


def test_workers_in_post_are_those_who_look_after_persons(at: At) -> None:
    staff = county(seed=7, persons=30).setting.staff
    for station in at("station", 2020):
        if station.kind is StationKind.CENTRE:
            team = staff.townships[station.area]
            everybody = (*team.workers, *team.officers, *team.auxiliaries)
            assert {post.user for post in station.posts} == {actor.user for actor in everybody}


def test_the_list_of_2020_has_122_tasks(at: At) -> None:
    tasks = at("key_task", 2020)
    assert {task.number for task in tasks} == set(range(1, 123))
    assert all(task.withdrawn_on is None for task in tasks)
    assert all(task.verifying_unit != task.owner for task in tasks)
    assert any(task.is_overdue(date(2020, 12, 31)) for task in tasks)


def test_more_than_four_million_a_year_is_planned_and_ten_spent(at: At) -> None:
    lines = at("fund", 2020)
    for year in range(2015, 2021):
        of_year = [line for line in lines if line.year == year]
        assert len({line.source for line in of_year}) == 2
        assert sum(line.planned_cny for line in of_year if line.source == "county_budget") > 4_000_000
        assert sum(line.spent_cny for line in of_year) > 10_000_000


def test_each_of_the_three_mechanisms_is_in_force(at: At) -> None:
    held = [one for one in at("responsibility", 2020) if one.status == "held"]
    assert len({one.mechanism for one in held}) == 3
    assert len({one.area for one in held if one.mechanism == "leader_township"}) == 12
