"""Suspects of a case, by pseudonym, and their arrests."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from spec import NEW_ID, Scenario, given_case, on

from tongxin.domain.case import rules
from tongxin.domain.case.commands import AddSuspect, RecordArrest
from tongxin.domain.case.events import ArrestKind, CaseKind, CaseOpened, SuspectAdded, SuspectArrested
from tongxin.domain.case.state import fold
from tongxin.domain.checks import OUT_OF_ORDER
from tongxin.domain.events import Event

OPENED = CaseOpened(
    occurred_at=on("2020-05-14"),
    case_number="同公(禁)立字[2020]0016号",
    kind=CaseKind.TRAFFICKING,
    opened_on=date(2020, 5, 14),
    lead_region="640324",
)
DAY = on("2020-05-20")
PERSON_ID = UUID("01970000-0000-7000-8000-0000000000e1")
ADD = AddSuspect(occurred_at=DAY, suspect_id="2020-0016-S1", person_id=PERSON_ID, county_native=True)
ADDED = SuspectAdded(occurred_at=DAY, suspect_id="2020-0016-S1", person_id=PERSON_ID, county_native=True)
CATCH = RecordArrest(occurred_at=DAY, suspect_id="2020-0016-S1", kind=ArrestKind.CAUGHT)
CAUGHT = SuspectArrested(occurred_at=DAY, suspect_id="2020-0016-S1", kind=ArrestKind.CAUGHT)
WARRANT = replace(CATCH, kind=ArrestKind.ARREST_WARRANT)
ARRESTED = replace(CAUGHT, kind=ArrestKind.ARREST_WARRANT)


def opened(*more: Event) -> Scenario:
    """A case on the books, and what followed."""
    return given_case(OPENED, *more)


def test_a_suspect_is_added() -> None:
    opened().when(ADD).then(ADDED)


def test_a_suspect_without_a_pseudonym_gets_one() -> None:
    opened().when(AddSuspect(occurred_at=DAY)).then(SuspectAdded(occurred_at=DAY, suspect_id=str(NEW_ID)))


def test_a_suspect_is_added_once() -> None:
    opened(ADDED).when(ADD).then_refused(rules.SUSPECT_ADDED_ALREADY, "suspect_id")


def test_an_identity_number_is_no_pseudonym() -> None:
    refused = (
        opened()
        .when(replace(ADD, suspect_id="999999198803150016"))
        .then_refused(rules.NOT_A_PSEUDONYM, "suspect_id")
    )
    assert refused.rule.article == "个人信息保护法 6"
    opened(ADDED).when(replace(WARRANT, suspect_id="999999198803150016")).then_refused(
        rules.NOT_A_PSEUDONYM, "suspect_id"
    )


def test_a_suspect_is_caught_and_arrested_under_a_warrant() -> None:
    opened(ADDED).when(CATCH).then(CAUGHT)
    opened(ADDED).when(WARRANT).then(ARRESTED)
    opened(ADDED, CAUGHT).when(WARRANT).then(ARRESTED)


def test_the_same_arrest_is_recorded_once() -> None:
    opened(ADDED, CAUGHT).when(CATCH).then_refused(rules.SUSPECT_ARRESTED_ALREADY, "suspect_id")
    opened(ADDED, ARRESTED).when(WARRANT).then_refused(rules.SUSPECT_ARRESTED_ALREADY, "suspect_id")


def test_nobody_is_arrested_who_is_no_suspect() -> None:
    opened().when(CATCH).then_refused(rules.SUSPECT_UNKNOWN, "suspect_id")
    opened().when(WARRANT).then_refused(rules.SUSPECT_UNKNOWN, "suspect_id")


def test_a_warrant_may_be_for_a_suspect_of_an_earlier_case() -> None:
    earlier = "同公(禁)立字[2019]0008号"
    of_2019 = replace(WARRANT, suspect_id="2019-0008-S2", earlier_case=earlier)
    opened().when(of_2019).then(replace(ARRESTED, suspect_id="2019-0008-S2", earlier_case=earlier))
    opened().when(replace(of_2019, kind=ArrestKind.CAUGHT)).then_refused(rules.SUSPECT_UNKNOWN, "suspect_id")


def test_who_is_caught_in_the_act_is_caught_before_the_case_is_opened_but_a_warrant_takes_a_case() -> None:
    opened(ADDED).when(replace(CATCH, occurred_at=on("2020-05-13"))).then_recorded(SuspectArrested)
    opened(ADDED).when(replace(WARRANT, occurred_at=on("2020-05-13"))).then_refused(
        OUT_OF_ORDER, "occurred_at"
    )


def test_who_is_caught_and_who_is_arrested_are_counted_apart() -> None:
    earlier = replace(ARRESTED, suspect_id="2019-0003-S1", earlier_case="同公(禁)立字[2019]0003号")
    second = replace(ADDED, suspect_id="2020-0016-S2", person_id=None)
    caught = replace(CAUGHT, suspect_id="2020-0016-S2")
    case = fold([OPENED, ADDED, CAUGHT, ARRESTED, second, caught, earlier])
    assert (case.caught, case.warrants, case.warrants_of_earlier_cases) == (2, 1, 1)
    assert [suspect.person_id for suspect in case.suspects] == [PERSON_ID, None]
    assert {arrest.suspect_id for arrest in case.arrests if arrest.earlier_case} == {"2019-0003-S1"}
