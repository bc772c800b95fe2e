"""Pregnancy and nursing: recorded with their dates, and what they say of a day."""

from datetime import date

import pytest
from domain.histories import REGISTERED
from domain.measures.law_cases import WOMAN, nursing, pregnant
from domain.measures.measure_cases import day
from spec import given, on

from tongxin.domain.checks import OUT_OF_ORDER
from tongxin.domain.commands import Command
from tongxin.domain.events import Event
from tongxin.domain.maternity import rules
from tongxin.domain.maternity.commands import EndNursing, EndPregnancy, RecordNursing, RecordPregnancy
from tongxin.domain.maternity.events import NursingEnded, NursingRecorded, PregnancyEnded, PregnancyRecorded
from tongxin.domain.person.rules import IN_FUTURE
from tongxin.domain.person.state import fold
from tongxin.domain.refusals import Rule

PREGNANT = RecordPregnancy(occurred_at=on("2020-03-02"), established_on=day("2020-03-02"))
NO_LONGER = EndPregnancy(occurred_at=on("2020-05-01"), ended_on=day("2020-05-01"))
NURSES = RecordNursing(occurred_at=on("2020-09-02"), child_born_on=day("2020-09-01"))
WEANED = EndNursing(occurred_at=on("2021-01-01"), ended_on=day("2021-01-01"))
HER = (REGISTERED, WOMAN)


def test_each_is_recorded_and_ends() -> None:
    given(*HER).when(PREGNANT).then(pregnant("2020-03-02"))
    ended = PregnancyEnded(occurred_at=on("2020-05-01"), ended_on=day("2020-05-01"))
    given(*HER, pregnant("2020-03-02")).when(NO_LONGER).then(ended)
    given(*HER).when(NURSES).then(
        NursingRecorded(occurred_at=on("2020-09-02"), child_born_on=day("2020-09-01"))
    )
    weaned = NursingEnded(occurred_at=on("2021-01-01"), ended_on=day("2021-01-01"))
    given(*HER, nursing("2020-09-01")).when(WEANED).then(weaned)
    given(*HER, nursing("2019-08-01")).when(NURSES).then_recorded(NursingRecorded)


@pytest.mark.parametrize(
    ("history", "command", "rule", "field"),
    [
        ((REGISTERED,), PREGNANT, rules.NOT_A_WOMAN, None),
        ((REGISTERED,), NURSES, rules.NOT_A_WOMAN, None),
        ((*HER, pregnant("2020-01-02")), PREGNANT, rules.PREGNANT_ALREADY, "established_on"),
        ((*HER, nursing("2020-01-02")), NURSES, rules.NURSING_ALREADY, "child_born_on"),
        (HER, NO_LONGER, rules.NOT_PREGNANT, "ended_on"),
        (HER, WEANED, rules.NOT_NURSING, "ended_on"),
        ((*HER, pregnant("2020-05-02")), NO_LONGER, OUT_OF_ORDER, "ended_on"),
        ((*HER, nursing("2021-01-02")), WEANED, OUT_OF_ORDER, "ended_on"),
        (HER, RecordPregnancy(established_on=date(2026, 6, 2)), IN_FUTURE, "established_on"),
    ],
)
def test_what_cannot_be_is_refused(
    history: tuple[Event, ...], command: Command, rule: Rule, field: str | None
) -> None:
    given(*history).when(command).then_refused(rule, field)


@pytest.mark.parametrize(
    ("text", "is_pregnant", "is_nursing"),
    [
        ("2020-03-01", False, False),
        ("2020-03-02", True, False),
        ("2020-09-01", True, True),
        ("2020-09-02", False, True),
        ("2021-08-31", False, True),
        ("2021-09-01", False, False),
    ],
)
def test_a_birth_ends_the_pregnancy_and_nursing_counts_for_a_year(
    text: str, is_pregnant: bool, is_nursing: bool
) -> None:
    maternity = fold([*HER, pregnant("2020-03-02"), nursing("2020-09-01")]).maternity
    assert (maternity.is_pregnant(day(text)), maternity.is_nursing(day(text))) == (is_pregnant, is_nursing)


def test_what_ends_no_pregnancy_on_record_changes_nothing() -> None:
    ended = PregnancyEnded(occurred_at=on("2020-05-01"), ended_on=day("2020-05-01"))
    assert fold([*HER, ended]).maternity == fold(HER).maternity
    again = fold([*HER, pregnant("2020-03-02"), ended, pregnant("2021-03-02")]).maternity
    assert [again.is_pregnant(day(f"{year}-12-01")) for year in (2020, 2021)] == [False, True]
    assert PregnancyRecorded.TYPE == "person.pregnancy_recorded/1"
