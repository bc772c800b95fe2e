"""What ends or moves a time limit beside its being met."""

from dataclasses import replace

from domain.deadlines.docket_histories import (
    DETOX,
    ISOLATION,
    REHAB,
    M,
    asked,
    day,
    reported,
    rules_of,
)
from domain.deadlines.limit_events import (
    cancelled,
    died,
    escaped,
    extended,
    laboratory,
    not_reported,
    positive,
    recaptured,
    released,
)
from domain.histories import REGISTERED
from domain.measures.law_cases import order
from domain.measures.measure_cases import FOUND
from spec import given, on

from tongxin.domain.deadlines.deadline import Status
from tongxin.domain.measures.events import MeasureOrdered
from tongxin.domain.measures.kinds import MeasureKind, ReleaseManner


def test_what_falls_away() -> None:
    rule = "report-after-detox-order"
    for ending in (cancelled("2026-03-10"), died("2026-03-10"), not_reported("2026-03-25", True)):
        assert asked((*DETOX, ending), "2026-05-01", rule).status is Status.LAPSED
    refused = asked((*DETOX, not_reported("2026-03-25", False)), "2026-05-01", rule)
    assert (refused.status, refused.late_days) == (Status.OVERDUE, 43)


def test_a_report_recorded_before_the_service_counts() -> None:
    history = (DETOX[0], reported("2026-03-10"), DETOX[1])
    assert asked(history, "2026-05-01", "report-after-detox-order").status is Status.MET


def test_release_is_expected_later_after_an_escape_or_an_extension() -> None:
    rule = "announce-release"
    escape = (*ISOLATION, escaped("2025-01-01"))
    assert asked(escape, "2025-01-02", rule).due_on is None
    assert asked((*escape, recaptured("2025-01-11")), "2025-02-01", rule).due_on == day("2026-03-09")
    assert asked((*ISOLATION, extended("2026-02-02")), "2026-02-03", rule).due_on == day("2026-08-30")
    late = asked((*ISOLATION, released("2026-03-02", ReleaseManner.AT_EXPIRY)), "2026-04-01", rule)
    assert (late.status, late.late_days) == (Status.LAPSED, 3)


def test_release_is_expected_also_where_the_decision_names_no_term() -> None:
    """The law fixes it (禁毒法 47), and so it is recorded."""
    found = replace(FOUND, occurred_at=on("2024-03-01"))
    asked_for = order(MeasureKind.COMPULSORY_ISOLATION, "2024-03-02", measure_id=M)
    (ordered,) = given(REGISTERED, found).when(asked_for).then_recorded(MeasureOrdered)
    assert asked((ordered,), "2024-03-03", "announce-release").due_on == day("2026-02-27")


def test_a_laboratory_result_ends_what_came_before_it() -> None:
    history = (positive("2026-03-02T10:30"), laboratory("2026-03-06"))
    assert asked(history, "2026-03-20", "object-to-on-site-result").status is Status.LAPSED


def test_rehabilitation_names_no_report_after_a_move() -> None:
    assert "report-after-move" not in rules_of((*REHAB, reported("2026-03-10")))
