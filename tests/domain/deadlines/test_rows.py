"""Every row of the table of time limits: its last day, that it is met on it, that it is over a day later."""

import pytest
from domain.deadlines.docket_histories import (
    DETOX,
    ISOLATION,
    asked,
    day,
    ordered,
    plus,
    reported,
    rules_of,
    served,
)
from domain.deadlines.limit_events import absent, accepted, entered, leave, moved, signed
from domain.deadlines.limit_rows import FAMILY, ROWS, Row
from spec import POLICIES

from tongxin.domain.deadlines.deadline import Status
from tongxin.domain.deadlines.terms import Terms
from tongxin.domain.measures.kinds import MeasureKind


def ids(row: Row) -> str:
    return " ".join(filter(None, (row.article, row.rule, row.to)))


@pytest.mark.parametrize("row", ROWS, ids=ids)
def test_row(row: Row) -> None:
    at_last = asked(row.begins, row.due, row.rule, row.to) if row.counting != "hours" else None
    before = asked(row.begins, plus(row.due, -1), row.rule, row.to)
    assert before.due_on == day(row.due)
    assert (before.term.article, before.term.counting) == (row.article, row.counting)
    assert before.status is Status.OPEN
    assert at_last is None or at_last.status is Status.OPEN
    assert asked(row.begins, plus(row.due, 1), row.rule, row.to).status is row.over
    met = asked((*row.begins, *row.met), plus(row.due, 30), row.rule, row.to)
    assert (met.status, met.is_late, met.late_days) == (Status.MET, False, 0)
    assert met.met_by is not None


@pytest.mark.parametrize("article", ["戒毒条例 16"])
def test_promptly_has_no_last_day(article: str) -> None:
    open_ = asked((*DETOX, reported("2026-03-10")), "2030-01-01", "sign-detox-agreement")
    assert (open_.due_on, open_.status, open_.term.counting) == (None, Status.OPEN, "none")
    assert open_.term.article == article
    met = asked((*DETOX, reported("2026-03-10"), signed("2026-03-11")), "2030-01-01", "sign-detox-agreement")
    assert met.status is Status.MET


@pytest.mark.parametrize("article", ["戒毒条例 22"])
def test_a_new_agreement_after_the_move(article: str) -> None:
    history = (
        *DETOX,
        reported("2026-03-10"),
        signed("2026-03-10"),
        moved("2026-04-01"),
        reported("2026-04-05"),
    )
    open_ = asked(history, "2026-04-06", "sign-new-agreement")
    assert (open_.status, open_.term.article) == (Status.OPEN, article)
    assert asked((*history, signed("2026-04-07")), "2026-04-08", "sign-new-agreement").status is Status.MET


@pytest.mark.parametrize("last", ["2026-05-02", "2026-05-03"], ids=["戒毒条例 19 two", "戒毒条例 19 three"])
def test_an_absence_of_three_days(last: str) -> None:
    rule, base = "report-absence-in-writing", (*DETOX, reported("2026-03-10"))
    without = (*base, absent("2026-05-01", last, with_leave=False))
    if last == "2026-05-02":
        assert rule not in rules_of(without)
        return
    assert asked(without, "2026-06-01", rule).status is Status.OPEN
    assert (
        asked((*base, absent("2026-05-01", last, with_leave=True)), "2026-06-01", rule).status is Status.MET
    )
    assert asked((*without, leave("2026-04-30", "2026-05-05")), "2026-06-01", rule).status is Status.MET
    assert (
        asked((*base, leave("2026-04-30", "2026-05-05"), without[-1]), "2026-06-01", rule).status
        is Status.MET
    )


@pytest.mark.parametrize(
    ("discovered", "status"),
    [("2026-08-28", Status.MET), ("2026-08-29", Status.LAPSED)],
    ids=["治安管理处罚法 25 in time", "治安管理处罚法 25 beyond"],
)
def test_six_months_undiscovered(discovered: str, status: Status) -> None:
    history = (accepted(discovered, conduct="2026-02-28"),)
    assert asked(history, "2026-12-01", "penalise-in-time").status is status


@pytest.mark.parametrize(
    ("service", "is_late"),
    [("2024-03-05", False), ("2024-03-06", True)],
    ids=["禁毒法 40 before", "禁毒法 40 after"],
)
def test_served_before_execution(service: str, is_late: bool) -> None:
    rule, history = "serve-isolation-before-execution", (*ISOLATION, entered("2024-03-05"))
    assert asked(ISOLATION, "2024-03-04", rule).due_on is None
    assert asked(history, "2024-03-07", rule).status is Status.OVERDUE
    answer = asked((*history, served(service)), "2024-03-07", rule)
    assert (answer.status, answer.is_late) == (Status.MET, is_late)


@pytest.mark.parametrize("article", ["治安管理处罚法 116"])
def test_the_family_of_a_detainee_is_told_promptly(article: str) -> None:
    rule, history = "tell-family-of-detention", (ordered(MeasureKind.DETENTION, "2026-03-02"),)
    open_ = asked(history, "2027-01-01", rule, FAMILY)
    assert (open_.status, open_.due_on, open_.term.article) == (Status.OPEN, None, article)
    told = asked((*history, served("2026-03-02", FAMILY)), "2027-01-01", rule, FAMILY)
    assert told.status is Status.MET


def test_every_rule_that_is_shipped_has_a_row() -> None:
    elsewhere = {
        *("sign-detox-agreement", "sign-new-agreement", "tell-family-of-detention"),
        *("report-absence-in-writing", "penalise-in-time", "serve-isolation-before-execution"),
    }
    assert {row.rule for row in ROWS} | elsewhere == Terms(POLICIES).rules
