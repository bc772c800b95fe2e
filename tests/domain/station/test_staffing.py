"""Who is in post where, against the norms: each user once, and the areas add up to the whole."""

from datetime import date, timedelta
from functools import reduce

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import POLICIES

from tongxin.domain.station.events import PostRole
from tongxin.domain.station.norms import Norm, against, norms_on, ratio
from tongxin.domain.station.staffing import Staffing, staffing
from tongxin.domain.station.state import Post, Station

DAY = date(2020, 1, 1)
POSTS = st.builds(
    Post,
    user=st.sampled_from("abcdefgh"),
    role=st.sampled_from(PostRole),
    since=st.integers(0, 3).map(lambda n: DAY + timedelta(n)),
)
STATIONS = st.builds(
    Station,
    area=st.sampled_from(["640324100", "640324101", "640324"]),
    opened_on=st.just(DAY),
    posts=st.lists(POSTS, max_size=5, unique_by=lambda post: post.user).map(tuple),
)


@for_all(st.lists(STATIONS, max_size=6))
def test_areas_add_up_to_all_users_each_once(stations: list[Station]) -> None:
    by_area = staffing(stations)
    whole = reduce(Staffing.__add__, by_area.values(), Staffing())
    assert whole.users == len({post.user for station in stations for post in station.posts})
    roles = (whole.case_workers, whole.police_officers, whole.auxiliary_officers, whole.others)
    assert sum(roles) == whole.users
    assert whole.stations == len(stations)
    assert staffing(reversed(stations)) == by_area


def test_who_is_in_post_twice_counts_where_the_latest_post_was_taken_up() -> None:
    one = Station(area="a", opened_on=DAY, posts=(Post("ma.li", PostRole.POLICE_OFFICER, DAY),))
    later = Post("ma.li", PostRole.CASE_WORKER, DAY + timedelta(1))
    other = Station(area="b", opened_on=DAY, posts=(later,))
    assert staffing([one, other]) == {
        "a": Staffing(stations=1),
        "b": Staffing(stations=1, users=1, case_workers=1),
    }


def test_a_closed_station_has_nobody() -> None:
    assert staffing([Station(area="a", opened_on=DAY, closed_on=DAY), Station(area="b")]) == {}


@pytest.mark.parametrize(
    ("persons", "workers", "needed", "over"),
    [(0, 0, 0, 0), (1, 0, 1, -1), (20, 1, 1, 0), (21, 1, 2, -1), (40, 3, 2, 1)],
)
def test_against_a_norm_of_twenty(persons: int, workers: int, needed: int, over: int) -> None:
    norm = Norm("ningxia", "2019", "published", "", 20)
    found = against(persons, workers, norm)
    assert (found.needed, found.over, found.is_met) == (needed, over, over >= 0)


def test_a_ratio_needs_somebody() -> None:
    assert ratio(65, 3) == 21.67
    assert ratio(65, 0) is None


def test_norms_are_policies_and_say_whose_word_they_are() -> None:
    told = [(norm.name, norm.persons_per_worker, norm.status) for norm in norms_on(POLICIES, DAY)]
    assert told == [("ningxia", 20, "published"), ("general", 30, "default")]
    assert [norm.name for norm in norms_on(POLICIES, date(2019, 12, 11))] == ["general"]
