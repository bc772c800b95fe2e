"""How a measure ends: completed, released from, terminated, changed, cancelled; and that it stays ended."""

from dataclasses import replace
from typing import Any

import pytest
from domain.histories import REGISTERED
from domain.measures.measure_cases import (
    ASSESSED,
    COMPLETED,
    DETOX,
    DETOX_ID,
    ENTERED,
    ESCAPED,
    ISOLATION,
    ISOLATION_ID,
    PAUSED,
    REPORTED,
    SERVED,
    UNKNOWN_ID,
    day,
)
from spec import NEW_ID, given, on

from tongxin.domain.commands import Command
from tongxin.domain.measures import rules
from tongxin.domain.measures.commands import (
    CancelMeasure,
    ChangeMeasure,
    CompleteMeasure,
    ReleaseFromMeasure,
    TerminateMeasure,
)
from tongxin.domain.measures.events import (
    MeasureCancelled,
    MeasureChanged,
    MeasureOrdered,
    MeasureTerminated,
    PersonReleased,
)
from tongxin.domain.measures.facility_events import MedicalLeaveGranted
from tongxin.domain.measures.kinds import MeasureKind, ReleaseManner, TerminationGround
from tongxin.domain.measures.measure import Ending, Status
from tongxin.domain.person.state import fold

COMPLETE = CompleteMeasure(
    occurred_at=COMPLETED.occurred_at, measure_id=DETOX_ID, completed_on=COMPLETED.completed_on
)
RELEASE = ReleaseFromMeasure(
    occurred_at=on("2021-12-01"),
    measure_id=ISOLATION_ID,
    released_on=day("2021-12-01"),
    manner=ReleaseManner.EARLY,
    decided_on=day("2021-11-29"),
    decider="同心县公安局",
)
TERMINATE = TerminateMeasure(
    occurred_at=on("2020-09-15"),
    measure_id=DETOX_ID,
    terminated_on=day("2020-09-15"),
    ground=TerminationGround.IMPRISONED,
)
TERMINATED = MeasureTerminated(
    occurred_at=on("2020-09-15"),
    measure_id=DETOX_ID,
    terminated_on=day("2020-09-15"),
    ground=TerminationGround.IMPRISONED,
)
CHANGE = ChangeMeasure(
    occurred_at=on("2021-11-08"),
    measure_id=ISOLATION_ID,
    decided_on=day("2021-11-08"),
    decider="同心县公安局",
    to_kind=MeasureKind.COMMUNITY_DETOX,
    new_measure_id=DETOX_ID,
    term_months=23,
)
CANCEL = CancelMeasure(
    occurred_at=on("2022-08-20"),
    measure_id=DETOX_ID,
    cancelled_on=day("2022-08-20"),
    decider="同心县人民政府",
    reason="复议撤销",
)
CANCELLED = MeasureCancelled(
    occurred_at=on("2022-08-20"),
    measure_id=DETOX_ID,
    cancelled_on=day("2022-08-20"),
    decider="同心县人民政府",
    reason="复议撤销",
)
INSIDE = (REGISTERED, ISOLATION, ENTERED)
ON_LEAVE = MedicalLeaveGranted(
    occurred_at=on("2021-06-15"),
    measure_id=ISOLATION_ID,
    granted_on=day("2021-06-15"),
    approved_by="宁夏回族自治区戒毒管理局",
)


def test_a_measure_in_the_community_is_completed() -> None:
    given(REGISTERED, DETOX, SERVED, REPORTED).when(COMPLETE).then(COMPLETED)


def test_completion_is_not_dated_before_what_was_recorded() -> None:
    early = replace(COMPLETE, completed_on=day("2019-06-09"))
    given(REGISTERED, DETOX, REPORTED).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "completed_on")


def test_custody_ends_by_release_only() -> None:
    command = replace(COMPLETE, measure_id=ISOLATION_ID)
    given(*INSIDE).when(command).then_refused(rules.ENDS_BY_RELEASE, "measure_id")


def test_a_paused_measure_is_not_completed() -> None:
    given(REGISTERED, DETOX, PAUSED).when(COMPLETE).then_refused(rules.MEASURE_PAUSED, "measure_id")


def test_a_person_is_released_early_by_decision() -> None:
    given(*INSIDE, ASSESSED).when(RELEASE).then(
        PersonReleased(
            occurred_at=on("2021-12-01"),
            measure_id=ISOLATION_ID,
            released_on=day("2021-12-01"),
            manner=ReleaseManner.EARLY,
            decided_on=day("2021-11-29"),
            decider="同心县公安局",
        )
    )


def test_a_person_is_released_at_expiry_without_one() -> None:
    command = replace(
        RELEASE,
        manner=ReleaseManner.AT_EXPIRY,
        decided_on=None,
        decider=None,
        released_on=day("2022-11-02"),
    )
    given(*INSIDE).when(command).then_recorded(PersonReleased)


@pytest.mark.parametrize("missing", ["decided_on", "decider"])
def test_an_early_release_names_its_decision(missing: str) -> None:
    nothing: Any = {missing: None}
    given(*INSIDE).when(replace(RELEASE, **nothing)).then_refused(rules.RELEASE_WITHOUT_DECISION, missing)


def test_nobody_is_released_from_what_does_not_hold_them() -> None:
    given(REGISTERED).when(RELEASE).then_refused(rules.UNKNOWN_MEASURE, "measure_id")
    given(REGISTERED, DETOX).when(replace(RELEASE, measure_id=DETOX_ID)).then_refused(
        rules.NO_CUSTODY, "measure_id"
    )
    given(REGISTERED, ISOLATION).when(RELEASE).then_refused(rules.NOT_IN_FACILITY, "measure_id")
    given(*INSIDE, ESCAPED).when(RELEASE).then_refused(rules.HAS_ESCAPED, "measure_id")


def test_a_release_comes_after_its_decision_and_after_the_order() -> None:
    given(*INSIDE).when(replace(RELEASE, decided_on=day("2021-12-02"))).then_refused(
        rules.DATES_OUT_OF_ORDER, "released_on"
    )
    given(*INSIDE).when(replace(RELEASE, decided_on=day("2020-11-01"))).then_refused(
        rules.DATES_OUT_OF_ORDER, "decided_on"
    )


def test_a_measure_is_terminated_even_while_paused() -> None:
    given(REGISTERED, DETOX, PAUSED).when(TERMINATE).then(TERMINATED)


def test_an_imprisonment_may_be_learnt_late() -> None:
    given(REGISTERED, DETOX, REPORTED).when(
        replace(TERMINATE, terminated_on=day("2019-06-05"))
    ).then_recorded(MeasureTerminated)
    given(REGISTERED, DETOX).when(replace(TERMINATE, terminated_on=day("2019-06-02"))).then_refused(
        rules.DATES_OUT_OF_ORDER, "terminated_on"
    )


def test_a_change_ends_one_measure_and_orders_the_other() -> None:
    history = (*INSIDE, ON_LEAVE)
    changed, ordered = given(*history).when(CHANGE).then_recorded(MeasureChanged, MeasureOrdered)
    by_id = fold([*history, changed, ordered]).measures.by_id
    assert by_id[ISOLATION_ID].ending is Ending.CHANGED
    assert by_id[DETOX_ID].kind is MeasureKind.COMMUNITY_DETOX
    assert by_id[DETOX_ID].decided_on == day("2021-11-08")
    assert isinstance(ordered, MeasureOrdered)
    assert (ordered.term_months, ordered.follows_measure_id) == (23, ISOLATION_ID)


def test_the_service_names_the_new_measure_if_the_client_does_not() -> None:
    _, ordered = (
        given(*INSIDE, ON_LEAVE)
        .when(replace(CHANGE, new_measure_id=None))
        .then_recorded(MeasureChanged, MeasureOrdered)
    )
    assert isinstance(ordered, MeasureOrdered)
    assert ordered.measure_id == NEW_ID


def test_a_change_is_to_another_kind_and_a_new_measure() -> None:
    same = replace(CHANGE, to_kind=MeasureKind.COMPULSORY_ISOLATION)
    given(*INSIDE).when(same).then_refused(rules.SAME_KIND, "to_kind")
    given(*INSIDE, DETOX).when(CHANGE).then_refused(rules.MEASURE_EXISTS, "new_measure_id")
    twice = replace(CHANGE, term_days=5)
    given(*INSIDE).when(twice).then_refused(rules.TERM_TWICE, "term_days")


def test_a_decision_is_revoked_while_the_measure_runs_or_after() -> None:
    given(REGISTERED, DETOX).when(CANCEL).then(CANCELLED)
    given(REGISTERED, DETOX, COMPLETED).when(CANCEL).then(CANCELLED)
    measure = fold([REGISTERED, DETOX, COMPLETED, CANCELLED]).measures.by_id[DETOX_ID]
    assert (measure.ending, measure.ended_on) == (Ending.COMPLETED, day("2022-06-10"))
    assert measure.cancelled_on == day("2022-08-20")


def test_a_decision_is_revoked_once_and_not_before_it_was_made() -> None:
    given(REGISTERED, DETOX, CANCELLED).when(CANCEL).then_refused(rules.ALREADY_CANCELLED, "measure_id")
    early = replace(CANCEL, cancelled_on=day("2019-06-02"))
    given(REGISTERED, DETOX).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "cancelled_on")
    given(REGISTERED, DETOX).when(replace(CANCEL, measure_id=UNKNOWN_ID)).then_refused(
        rules.UNKNOWN_MEASURE, "measure_id"
    )


@pytest.mark.parametrize("ending", [COMPLETED, TERMINATED, CANCELLED])
@pytest.mark.parametrize("command", [COMPLETE, TERMINATE, replace(RELEASE, measure_id=DETOX_ID)])
def test_what_has_ended_does_not_end_again(ending: Any, command: Command) -> None:
    assert fold([REGISTERED, DETOX, ending]).measures.by_id[DETOX_ID].status is Status.ENDED
    given(REGISTERED, DETOX, ending).when(command).then_refused(rules.MEASURE_ENDED, "measure_id")
