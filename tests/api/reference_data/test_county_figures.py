"""The figures of the source document come out of the events of the whole county, by plain counting.

Exact where the source is exact; mixes within the tolerances stated at each.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from api.reference_data.stories import play

from tongxin.api.reference_data.county import county
from tongxin.domain.aftercare.events import AbstinenceReset, ThreeYearAbstinenceConfirmed
from tongxin.domain.assignment.events import WorkerAssigned, WorkerRole
from tongxin.domain.calendar import age_on, law_date
from tongxin.domain.case.events import (
    ArrestKind,
    CaseClosed,
    CaseKind,
    CaseOpened,
    DrugsSeized,
    SuspectArrested,
)
from tongxin.domain.correction.effective import effective
from tongxin.domain.identity.events import PersonDied, PersonRegistered, ResidenceChanged
from tongxin.domain.measures.events import MeasureOrdered
from tongxin.domain.measures.kinds import MeasureKind
from tongxin.domain.support.events import Employment, JobPlaced, SupportEnded, SupportGranted, SupportKind
from tongxin.domain.testing.events import DrugTestResult, DrugTestTaken, LaboratoryResultRecorded

YEARS = range(2015, 2021)


@dataclass
class Counts:
    """What is counted over all persons."""

    existing: Counter = field(default_factory=Counter)
    abstinent: Counter = field(default_factory=Counter)
    new: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    isolations: Counter = field(default_factory=Counter)
    ages: Counter = field(default_factory=Counter)
    substances: Counter = field(default_factory=Counter)
    centres: Counter = field(default_factory=Counter)
    workers: set = field(default_factory=set)
    supports: Counter = field(default_factory=Counter)
    lifted: int = 0
    public_posts: int = 0
    persons: int = 0
    events: int = 0


def _at_end_of(year, events):
    """Whether the person is existing or abstinent for three years at the end of a year, or None."""
    state = None
    for event in events:
        if event.occurred_at.year > year and law_date(event.occurred_at).year > year:
            break
        match event:
            case PersonRegistered() | AbstinenceReset():
                state = "existing"
            case ThreeYearAbstinenceConfirmed():
                state = "abstinent"
            case PersonDied():
                return None
    return state


def _positive_tests(events):
    """The tests whose latest result is positive: person found using (查获)."""
    latest, taken = dict[UUID, DrugTestTaken | LaboratoryResultRecorded](), dict[UUID, DrugTestTaken]()
    for event in events:
        match event:
            case DrugTestTaken():
                latest[event.test_id] = taken[event.test_id] = event
            case LaboratoryResultRecorded():
                latest[event.test_id] = event
    return [taken[test] for test, event in latest.items() if event.result is DrugTestResult.POSITIVE]


def _count(counts, events):
    counts.persons += 1
    registered = events[0]
    counts.new[law_date(registered.occurred_at).year] += 1
    for year in range(2014, 2021):
        state = _at_end_of(year, events)
        if state is not None:
            (counts.existing if state == "existing" else counts.abstinent)[year] += 1
        if year == 2019 and state == "existing":
            age = age_on(registered.birth_date, date(2019, 12, 31))
            counts.ages["<18" if age < 18 else "18-35" if age <= 35 else ">35"] += 1
    for test in _positive_tests(events):
        counts.found[law_date(test.occurred_at).year] += 1
        counts.substances.update(test.substances)
    _count_rest(counts, events)


def _count_rest(counts, events):
    area, granted = "", {}
    for event in events:
        match event:
            case PersonRegistered() | ResidenceChanged():
                area = event.residence_area
            case MeasureOrdered(kind=MeasureKind.COMPULSORY_ISOLATION):
                counts.isolations[event.decided_on.year] += 1
            case WorkerAssigned():
                counts.workers.add((event.worker, event.role))
            case SupportGranted():
                counts.supports[event.kind] += 1
                granted[event.support_id] = event.provider
            case SupportEnded():
                counts.lifted += granted[event.support_id] == "同心县扶贫开发办公室"
            case JobPlaced(employment=Employment.PUBLIC_POST):
                counts.public_posts += 1
    counts.centres[area] += 1


@pytest.fixture(scope="module")
def whole():
    return county()


@pytest.fixture(scope="module")
def counts(whole):
    counts = Counts()
    for story in whole.people():
        history = play(story)
        counts.events += len(history)
        _count(counts, [recorded.event for recorded in effective(history)])
    return counts


@pytest.fixture(scope="module")
def cases(whole):
    return [[recorded.event for recorded in play(story)] for story in whole.cases()]


def test_stock_and_consolidation_rate(counts):
    """40 % at the end of 2015, 75.79 % at the end of 2020 (戒断巩固率)."""
    assert (counts.existing[2020], counts.abstinent[2020]) == (800, 2505)
    rate = {year: counts.abstinent[year] / (counts.abstinent[year] + counts.existing[year]) for year in YEARS}
    assert round(100 * rate[2015], 1) == 40.0
    assert round(100 * rate[2020], 2) == 75.79
    assert list(rate.values()) == sorted(rate.values())


def test_new_persons(counts):
    """11.67 % in 2015, 0.71 % in 2020, of those existing at the beginning of the year, falling throughout."""
    share = [counts.new[year] / counts.existing[year - 1] for year in YEARS]
    assert round(100 * share[0], 2) == 11.67
    assert round(100 * share[-1], 2) == 0.71
    assert share == sorted(share, reverse=True)


def test_found_and_isolated(counts):
    """64 found in 2020, new ones included; 33 isolated."""
    assert counts.found[2020] == 64
    assert counts.isolations[2020] == 33
    found = [counts.found[year] for year in YEARS]
    assert found == sorted(found, reverse=True)


def test_found_again_rates_are_near_the_national_ones(counts):
    """21 % (2017), 18 % (2018), 17 % (2019) nationally; within five points."""
    for year, national in ((2017, 0.21), (2018, 0.18), (2019, 0.17)):
        again = counts.found[year] - counts.new[year]
        assert abs(again / counts.existing[year - 1] - national) < 0.05


def test_ages_are_near_the_published_mix_of_2019(counts):
    """18-35 48.7 %, above 35 51 %; within five points."""
    total = counts.ages.total()
    assert abs(counts.ages["18-35"] / total - 0.487) < 0.05
    assert abs(counts.ages[">35"] / total - 0.51) < 0.05
    assert counts.ages["<18"] / total < 0.01


def test_substances_are_near_the_published_mix(counts):
    """Synthetic ones 60.2 % (2017); within four points."""
    synthetic = 1 - counts.substances["heroin"] / counts.substances.total()
    assert abs(synthetic - 0.602) < 0.04


def test_staff_and_townships(counts):
    """143 workers and 41 officers; twelve townships, all with persons and their own people."""
    workers = {worker for worker, role in counts.workers if role is WorkerRole.CASE_WORKER}
    assert len(workers) == 143
    assert len(counts.centres) == 12
    assert min(counts.centres.values()) > 40


def test_all_officers_are_there(whole):
    everybody = whole.setting.staff.everybody()
    assert len({actor.user for actor in everybody}) == len(everybody) == 143 + 41
    assert sum(actor.role != "case_worker" for actor in everybody) == 41


def test_help(counts):
    """1,200 in the low-income scheme, more than 200 public posts, more than 1,000 lifted out of poverty."""
    assert counts.supports[SupportKind.LOW_INCOME_AID] == 1200
    assert counts.supports[SupportKind.PUBLIC_POST] == 212
    assert counts.public_posts > 100
    assert counts.lifted == 1040


def test_cases_of_2020(cases):
    """16 cases, 29 suspects caught, 35 arrested under a warrant, 64.09 kg seized."""
    own = [events for events in cases if not events[0].external and events[0].opened_on.year == 2020]
    assert len(own) == 16
    assert {events[0].kind for events in own} == {CaseKind.TRAFFICKING}
    events = [event for case in own for event in case]
    assert sum(isinstance(event, CaseClosed) for event in events) == 16
    arrests = Counter(event.kind for event in events if isinstance(event, SuspectArrested))
    assert arrests == {ArrestKind.CAUGHT: 29, ArrestKind.ARREST_WARRANT: 35}
    assert sum(event.mass_g for event in events if isinstance(event, DrugsSeized)) == Decimal(64090)


def test_cases_elsewhere(cases):
    """28 in 2015, falling to none in 2020."""
    opened = [case[0] for case in cases if isinstance(case[0], CaseOpened)]
    external = Counter(event.opened_on.year for event in opened if event.external)
    assert [external[year] for year in YEARS] == [28, 21, 14, 8, 3, 0]


def test_ever_fewer_suspects(cases):
    """The number of those caught falls every year (新增贩毒人员连续下降)."""
    caught = Counter(
        law_date(event.occurred_at).year
        for case in cases
        if not case[0].external
        for event in case
        if isinstance(event, SuspectArrested) and event.kind is ArrestKind.CAUGHT
    )
    series = [caught[year] for year in YEARS]
    assert series == sorted(series, reverse=True)
    assert len(set(series)) == len(series)


def test_size(counts):
    assert counts.persons == 3363
    assert 200_000 < counts.events < 300_000
