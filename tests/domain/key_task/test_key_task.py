"""A key task from being set to its score: evidence, verification by another unit, veto."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from spec import OFFICER, WORKER, Scenario, on

from tongxin.domain.checks import IDENTITY_NUMBER_HERE, OUT_OF_ORDER
from tongxin.domain.commands import Actor, Document
from tongxin.domain.events import Event
from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.key_task import decider, rules, state
from tongxin.domain.key_task.commands import (
    ExtendKeyTaskDeadline,
    KeyTaskCommand,
    ReportKeyTaskDone,
    ReportKeyTaskProgress,
    ScoreKeyTask,
    SendBackKeyTask,
    SetKeyTask,
    VerifyKeyTask,
    VetoKeyTask,
    WithdrawKeyTask,
)
from tongxin.domain.key_task.events import (
    KeyTaskDeadlineExtended,
    KeyTaskDone,
    KeyTaskProgressReported,
    KeyTaskScored,
    KeyTaskSentBack,
    KeyTaskSet,
    KeyTaskVerified,
    KeyTaskVetoed,
    KeyTaskWithdrawn,
    TaskLevel,
)
from tongxin.domain.person.rules import IN_FUTURE

OWNER = Actor(user="bai.fang", role="office_head", unit="640324-education")
COLLEAGUE = Actor(user="bai.jun", role="office_head", unit="640324-education")
PROOF = (Document(reference="示例〔2020〕17号", sha256="a" * 64),)
SET = SetKeyTask(
    occurred_at=on("2020-01-15"),
    year=2020,
    number=17,
    name="重点任务17：在校学生“开学第一周”禁毒教育",
    owner=OWNER.unit,
    area="640324",
    level=TaskLevel.COUNTY,
    deadline=date(2020, 9, 30),
    points=Decimal("2.5"),
    veto_item=True,
)
_FIELDS = ("year", "number", "name", "owner", "area", "level", "deadline", "points", "veto_item")
WAS_SET = KeyTaskSet(occurred_at=on("2020-01-15"), **{name: getattr(SET, name) for name in _FIELDS})
DAY, NEXT, LAST = on("2020-06-30"), on("2020-07-10"), on("2020-12-20")
REPORT = ReportKeyTaskProgress(occurred_at=DAY, percent=60, summary="已完成二十所学校", documents=PROOF)
REPORTED = KeyTaskProgressReported(
    occurred_at=DAY, percent=60, summary="已完成二十所学校", evidence=("示例〔2020〕17号",)
)
FINISH = ReportKeyTaskDone(occurred_at=DAY, documents=PROOF)
DONE = KeyTaskDone(occurred_at=DAY, reported_by=OWNER.user, evidence=("示例〔2020〕17号",))
VERIFY = VerifyKeyTask(occurred_at=NEXT)
VERIFIED = KeyTaskVerified(occurred_at=NEXT, verified_by=OFFICER.user, verifying_unit=OFFICER.unit)
SEND_BACK = SendBackKeyTask(occurred_at=NEXT, reason="佐证材料不全")
SENT_BACK = KeyTaskSentBack(
    occurred_at=NEXT, sent_back_by=OFFICER.user, verifying_unit=OFFICER.unit, reason="佐证材料不全"
)
SCORE = ScoreKeyTask(occurred_at=LAST, score=Decimal("2.0"))
SCORED = KeyTaskScored(occurred_at=LAST, score=Decimal("2.0"))
VETO = VetoKeyTask(occurred_at=LAST, reason="发现未铲除的非法种植")
VETOED = KeyTaskVetoed(occurred_at=LAST, reason="发现未铲除的非法种植")
EXTEND = ExtendKeyTaskDeadline(
    occurred_at=DAY, deadline=date(2020, 11, 30), reason="推迟开学", approved_by="县禁毒委"
)
EXTENDED = KeyTaskDeadlineExtended(
    occurred_at=DAY, deadline=date(2020, 11, 30), reason="推迟开学", approved_by="县禁毒委"
)
WITHDRAW = WithdrawKeyTask(occurred_at=LAST, reason="并入第18项")
WITHDRAWN = KeyTaskWithdrawn(occurred_at=LAST, reason="并入第18项")
EVERY = [REPORT, FINISH, VERIFY, SEND_BACK, SCORE, VETO, EXTEND, WITHDRAW]


def given(*events: Event) -> Scenario:
    """A task with this history, and somebody of another unit than its owner."""
    return Scenario(list(events), fold=state.fold, decide=decider.decide, actor=OFFICER)


def task(*more: Event) -> Scenario:
    return given(WAS_SET, *more)


def test_a_task_is_set_once() -> None:
    given().when(SET).then(WAS_SET)
    task().when(SET).then_refused(rules.KEY_TASK_SET_ALREADY)
    given().when(replace(SET, area="640399")).then_refused(UNKNOWN_AREA, "area")
    given().when(replace(SET, deadline=date(2020, 1, 15))).then_refused(rules.DEADLINE_NOT_LATER, "deadline")


@pytest.mark.parametrize("command", EVERY)
def test_nothing_happens_to_a_task_that_is_not_on_a_list(command: KeyTaskCommand) -> None:
    given().when(command).then_refused(rules.KEY_TASK_UNKNOWN)
    task(WITHDRAWN).when(command).then_refused(rules.KEY_TASK_IS_WITHDRAWN)
    task().when(replace(command, occurred_at=on("2027-01-01"))).then_refused(IN_FUTURE, "occurred_at")
    task().when(replace(command, occurred_at=on("2020-01-14"))).then_refused(OUT_OF_ORDER, "occurred_at")


def test_progress_is_reported_with_evidence() -> None:
    task().by(OWNER).when(REPORT).then(REPORTED)
    task().by(OWNER).when(FINISH).then(DONE)
    task().when(replace(REPORT, documents=())).then_refused(rules.EVIDENCE_MISSING, "documents")
    task().when(replace(FINISH, documents=())).then_refused(rules.EVIDENCE_MISSING, "documents")


def test_what_is_done_waits_for_its_verification() -> None:
    task(DONE).by(OWNER).when(replace(REPORT, occurred_at=NEXT)).then_refused(rules.KEY_TASK_DONE_ALREADY)
    task(DONE).by(OWNER).when(replace(FINISH, occurred_at=NEXT)).then_refused(rules.KEY_TASK_DONE_ALREADY)
    task(DONE).when(VERIFY).then(VERIFIED)
    task(REPORTED).when(VERIFY).then_refused(rules.KEY_TASK_NOT_DONE)
    task(REPORTED).when(SEND_BACK).then_refused(rules.KEY_TASK_NOT_DONE)


def test_what_is_sent_back_is_done_again() -> None:
    task(DONE).when(SEND_BACK).then(SENT_BACK)
    task(DONE, SENT_BACK).when(VERIFY).then_refused(rules.KEY_TASK_NOT_DONE)
    task(DONE, SENT_BACK).by(OWNER).when(replace(FINISH, occurred_at=NEXT)).then_recorded(KeyTaskDone)


@pytest.mark.parametrize("command", [VERIFY, SEND_BACK, SCORE, VETO])
def test_no_unit_judges_its_own_task(command: KeyTaskCommand) -> None:
    for one in (OWNER, COLLEAGUE):
        task(DONE).by(one).when(command).then_refused(rules.JUDGED_BY_OWNER)


@pytest.mark.parametrize("command", [VERIFY, SEND_BACK])
def test_nobody_judges_what_they_reported(command: KeyTaskCommand) -> None:
    reported_by_other_unit = replace(DONE, reported_by=OFFICER.user)
    task(reported_by_other_unit).when(command).then_refused(rules.JUDGED_BY_REPORTER)
    task(reported_by_other_unit).by(WORKER).when(command)


@pytest.mark.parametrize("command", [REPORT, FINISH, VERIFY, SEND_BACK, EXTEND])
def test_a_verified_task_waits_for_its_score_only(command: KeyTaskCommand) -> None:
    later = replace(command, occurred_at=LAST)
    task(DONE, VERIFIED).when(later).then_refused(rules.KEY_TASK_IS_VERIFIED)
    task(DONE, VERIFIED, SCORED).when(later).then_refused(rules.KEY_TASK_IS_SCORED)


def test_a_task_is_scored_up_to_its_points_and_verified_before() -> None:
    task(DONE, VERIFIED).when(SCORE).then(SCORED)
    task(DONE, VERIFIED).when(replace(SCORE, score=Decimal("2.5"))).then_recorded(KeyTaskScored)
    for beyond in ("2.51", "-1", "NaN", "Infinity"):
        asked = replace(SCORE, score=Decimal(beyond))
        task(DONE, VERIFIED).when(asked).then_refused(rules.SCORE_BEYOND_POINTS, "score")
    task(DONE).when(SCORE).then_refused(rules.SCORE_BEFORE_VERIFICATION, "score")
    task().when(replace(SCORE, score=Decimal(0))).then_recorded(KeyTaskScored)
    task(DONE, VERIFIED, SCORED).when(SCORE).then_refused(rules.KEY_TASK_IS_SCORED)
    task(DONE, VERIFIED, SCORED).when(WITHDRAW).then_refused(rules.KEY_TASK_IS_SCORED)


def test_a_veto_takes_all_points_even_after_the_score() -> None:
    task(DONE, VERIFIED, SCORED).when(VETO).then(VETOED)
    assert state.fold([WAS_SET, DONE, VERIFIED, SCORED, VETOED]).score == 0
    task().when(VETO).then(VETOED)
    task(VETOED).when(VETO).then_refused(rules.VETOED_ALREADY)
    task(VETOED).when(SCORE).then_refused(rules.KEY_TASK_IS_SCORED)
    given(replace(WAS_SET, veto_item=False)).when(VETO).then_refused(rules.NO_VETO_ITEM)


def test_a_deadline_is_extended_to_a_later_day_by_somebody_who_is_named() -> None:
    task().when(EXTEND).then(EXTENDED)
    task(EXTENDED).when(EXTEND).then_refused(rules.DEADLINE_NOT_LATER, "deadline")
    number = replace(EXTEND, approved_by="999999198803150016")
    task().when(number).then_refused(IDENTITY_NUMBER_HERE, "approved_by")


def test_a_task_is_taken_off_the_list() -> None:
    task(REPORTED).when(WITHDRAW).then(WITHDRAWN)


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ([], "set"),
        ([REPORTED], "in_progress"),
        ([DONE], "done"),
        ([DONE, SENT_BACK], "sent_back"),
        ([DONE, SENT_BACK, DONE], "done"),
        ([DONE, VERIFIED], "verified"),
        ([DONE, VERIFIED, SCORED], "scored"),
        ([DONE, VERIFIED, SCORED, VETOED], "vetoed"),
        ([WITHDRAWN], "withdrawn"),
    ],
)
def test_the_register_says_how_a_task_stands(events: list[Event], status: str) -> None:
    assert state.fold([WAS_SET, *events]).status == status


def test_overdue_is_a_comparison_with_a_day() -> None:
    waiting = state.fold([WAS_SET, REPORTED])
    assert [waiting.is_overdue(date(2020, 9, day)) for day in (29, 30)] == [False, False]
    assert waiting.is_overdue(date(2020, 10, 1))
    assert not state.fold([WAS_SET, EXTENDED]).is_overdue(date(2020, 10, 1))
    for over in ([DONE], [WITHDRAWN], [VETOED]):
        assert not state.fold([WAS_SET, *over]).is_overdue(date(2020, 12, 31))
    assert state.fold([WAS_SET, DONE, SENT_BACK]).is_overdue(date(2020, 10, 1))


@for_all(
    st.lists(
        st.tuples(
            st.sampled_from([*EVERY, replace(SCORE, score=Decimal(0)), replace(SCORE, score=Decimal(3))]),
            st.sampled_from([OWNER, OFFICER, WORKER]),
        ),
        max_size=25,
    )
)
def test_whatever_comes_a_score_is_bounded_and_never_the_owners(
    asked: list[tuple[KeyTaskCommand, Actor]],
) -> None:
    events: list[Event] = [WAS_SET]
    for command, actor in asked:
        outcome = given(*events).by(actor).when(replace(command, occurred_at=LAST)).outcome
        events += outcome if isinstance(outcome, list) else []
    found = state.fold(events)
    assert found.score is None or 0 <= found.score <= found.points
    assert found.vetoed_on is None or found.score == 0
    assert not found.score or found.verifying_unit != found.owner
    for before, after in pairwise(events):
        assert not isinstance(after, KeyTaskVerified | KeyTaskSentBack) or isinstance(
            before, KeyTaskDone | KeyTaskDeadlineExtended
        )
