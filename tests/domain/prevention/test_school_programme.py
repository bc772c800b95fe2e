"""The programme of a school: items of lists in force, by school year; the list of ten is the county's own."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import POLICIES, Scenario, on

from tongxin.domain.checks import OUT_OF_ORDER, PERSONAL_NUMBER_HERE
from tongxin.domain.events import Event
from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.person.rules import IN_FUTURE
from tongxin.domain.school_programme import decider, rules, state
from tongxin.domain.school_programme.commands import CloseSchoolProgramme, RecordSchoolItem, RegisterSchool
from tongxin.domain.school_programme.events import (
    SchoolClosingReason,
    SchoolItemDone,
    SchoolProgrammeClosed,
    SchoolRegistered,
)
from tongxin.domain.school_programme.items import KIND, lists_on, problem_of

DAY, LATER = on("2015-09-01"), on("2020-09-03")
REGISTER = RegisterSchool(occurred_at=DAY, name="韦州镇示例中学", area="640324102")
REGISTERED = SchoolRegistered(occurred_at=DAY, name="韦州镇示例中学", area="640324102")
DO = RecordSchoolItem(occurred_at=LATER, school_year=2020, item="lesson", grades=(8, 7, 8), pupils=320)
DONE = SchoolItemDone(
    occurred_at=LATER,
    school_year=2020,
    item="lesson",
    lists=("national 2015", "variant-quiz 1"),
    grades=(7, 8),
    pupils=320,
)
CLOSE = CloseSchoolProgramme(occurred_at=on("2021-08-31"), reason=SchoolClosingReason.MERGED)
CLOSED = SchoolProgrammeClosed(occurred_at=on("2021-08-31"), reason=SchoolClosingReason.MERGED)


def given(*events: Event) -> Scenario:
    return Scenario(list(events), fold=state.fold, decide=decider.decide)


def test_a_school_is_registered_once() -> None:
    given().when(REGISTER).then(REGISTERED)
    given(REGISTERED).when(REGISTER).then_refused(rules.SCHOOL_REGISTERED_ALREADY)
    given().when(replace(REGISTER, area="640399")).then_refused(UNKNOWN_AREA, "area")
    given().when(replace(REGISTER, name="１３９００００００００")).then_refused(PERSONAL_NUMBER_HERE, "name")


@pytest.mark.parametrize("command", [DO, CLOSE])
def test_nothing_happens_before_it_is_registered_or_after_it_is_closed(
    command: RecordSchoolItem | CloseSchoolProgramme,
) -> None:
    given().when(command).then_refused(rules.SCHOOL_UNKNOWN)
    given(REGISTERED, CLOSED).when(command).then_refused(rules.SCHOOL_PROGRAMME_IS_CLOSED)
    ahead = given(REGISTERED).when(replace(command, occurred_at=on("2027-01-01")))
    ahead.then_refused(IN_FUTURE, "occurred_at")


def test_an_item_is_of_a_list_in_force_and_says_of_which() -> None:
    given(REGISTERED).when(DO).then(DONE)
    refused = given(REGISTERED).when(replace(DO, item="parade")).then_refused(rules.ITEM_IN_NO_LIST, "item")
    assert "class_meeting" in str(refused)
    speech = replace(DO, item="speech")
    given(REGISTERED).when(speech).then_refused(rules.ITEM_IN_NO_LIST, "item")
    later = replace(speech, occurred_at=on("2024-03-01"), school_year=2023)
    [done] = given(REGISTERED).when(later).then_recorded(SchoolItemDone)
    assert isinstance(done, SchoolItemDone)
    assert done.lists == ("variant-speech 2023",)


def test_the_countys_ten_items_are_published_nowhere() -> None:
    lists = {one.name: one for one in lists_on(POLICIES, date(2020, 9, 1))}
    assert set(lists) == {"national", "ten", "variant-quiz"}
    assert (lists["ten"].content["definition"], lists["ten"].content["number"]) == (
        "not_publicly_defined",
        10,
    )
    assert lists["ten"].content["items"] == {}
    assert [len(one.content["items"]) for one in POLICIES.of_kind(KIND) if one.name != "ten"] == [5, 5, 5]


@pytest.mark.parametrize(
    ("definition", "number", "is_right"),
    [("county_supplied", 1, True), ("county_supplied", 2, False), ("not_publicly_defined", 1, False)],
)
def test_a_list_has_as_many_items_as_it_says(definition: str, number: int, is_right: bool) -> None:
    problem = problem_of({"definition": definition, "number": number, "items": {"lesson": "一堂课"}})
    assert (problem is None) is is_right
    assert problem_of({"definition": "not_publicly_defined", "number": 10, "items": {}}) is None


def test_an_item_is_of_its_school_year() -> None:
    given(REGISTERED).when(replace(DO, occurred_at=on("2021-06-26"))).then_recorded(SchoolItemDone)
    for year in (2018, 2021):
        refused = given(REGISTERED).when(replace(DO, school_year=year))
        refused.then_refused(rules.NOT_OF_SCHOOL_YEAR, "school_year")
    early = replace(DO, occurred_at=on("2015-08-31"), school_year=2015)
    given(REGISTERED).when(early).then_refused(OUT_OF_ORDER, "occurred_at")


def test_it_is_closed_after_its_last_item() -> None:
    given(REGISTERED, DONE).when(CLOSE).then(CLOSED)
    early = replace(CLOSE, occurred_at=on("2020-09-02"))
    given(REGISTERED, DONE).when(early).then_refused(OUT_OF_ORDER, "occurred_at")
    school = state.fold([REGISTERED, DONE, CLOSED])
    assert (school.status, school.title, school.years) == ("closed", "韦州镇示例中学", frozenset({2020}))
    assert (str(school.since), str(school.until)) == ("2015-09-01", "2021-08-31")


@for_all(
    st.lists(
        st.tuples(st.sampled_from([2019, 2020]), st.sampled_from(["film", "essay"]), st.integers(1, 10**5))
    )
)
def test_pupils_add_up_by_school_year_and_item(done: list[tuple[int, str, int]]) -> None:
    events = [replace(DONE, school_year=year, item=item, pupils=pupils) for year, item, pupils in done]
    school = state.fold([REGISTERED, *events])
    assert sum(n for items in school.pupils.values() for n in items.values()) == sum(one[2] for one in done)
    assert set(school.pupils) == {str(year) for year, _, _ in done}
