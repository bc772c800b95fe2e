"""Figures of prevention come out of the events: money in venues, plans, schools, posts, surveys."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import reduce
from typing import Any

import pytest
from api.reference_data.stories import play

from tongxin.api.reference_data.county import county
from tongxin.api.reference_data.prevention import prevention_stories
from tongxin.domain.areas import TOWNSHIPS
from tongxin.domain.calendar import law_date
from tongxin.domain.kinds import COUNTY_BY_NAME
from tongxin.domain.prevention.coverage import coverage
from tongxin.domain.survey.events import SurveyKind
from tongxin.domain.venue.events import VenueKind

At = Callable[[str, int], list[Any]]


@pytest.fixture(scope="module")
def at() -> At:
    """The states of every stream of a kind that had begun by the end of a year, then."""
    histories = defaultdict(list)
    for story in prevention_stories(county(seed=7, persons=30).setting):
        histories[story.kind].append([recorded.event for recorded in play(story)])

    def states(kind: str, year: int) -> list[Any]:
        found, last = COUNTY_BY_NAME[kind], date(year, 12, 31)
        begun = [
            [event for event in history if law_date(event.occurred_at) <= last] for history in histories[kind]
        ]
        return [reduce(found.evolve, events, found.initial) for events in begun if events]

    return states


def test_more_than_ten_million_was_invested_in_venues_of_three_kinds(at: At) -> None:
    venues = at("venue", 2020)
    assert sum(venue.invested_cny for venue in venues) > 10_000_000
    assert {venue.kind for venue in venues} == set(VenueKind) - {VenueKind.OTHER}
    assert sum(venue.invested_cny for venue in at("venue", 2015)) < 2_000_000


def test_prevention_reaches_further_from_year_to_year(at: At) -> None:
    years = [
        coverage(
            year, "640324", at("prevention_plan", year), at("school_programme", year), at("survey", year)
        )
        for year in range(2015, 2021)
    ]
    active = [one.active for one in years]
    assert active == sorted(active)
    assert [one.schools for one in years] == [96] * 6
    assert years[-1].active == 96
    assert all(one.reached == tuple(TOWNSHIPS) for one in years)
    for kind in SurveyKind:
        rates = [one.surveys[kind].rate or 0 for one in years]
        assert rates == sorted(rates)
        assert rates[-1] > 0.95


def test_posts_began_when_the_channels_did(at: At) -> None:
    assert [len(at("media_post", year)) for year in range(2015, 2021)] == [0, 0, 12, 48, 112, 208]
    assert any(post.withdrawn_on for post in at("media_post", 2020))
