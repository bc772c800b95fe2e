"""Who looks after a person."""

from dataclasses import replace

from domain.histories import REGISTERED
from spec import given, on

from tongxin.domain.assignment import rules
from tongxin.domain.assignment.commands import AssignWorker, EndWorkerAssignment
from tongxin.domain.assignment.events import WorkerAssigned, WorkerAssignmentEnded, WorkerRole
from tongxin.domain.checks import OUT_OF_ORDER
from tongxin.domain.identity.rules import UNKNOWN_AREA

ASSIGN = AssignWorker(
    occurred_at=on("2019-06-01"), worker="ma.li", role=WorkerRole.CASE_WORKER, area="640324100"
)
ASSIGNED = WorkerAssigned(
    occurred_at=on("2019-06-01"), worker="ma.li", role=WorkerRole.CASE_WORKER, area="640324100"
)
END = EndWorkerAssignment(
    occurred_at=on("2020-03-01"), worker="ma.li", role=WorkerRole.CASE_WORKER, reason="岗位调整"
)
ENDED = WorkerAssignmentEnded(
    occurred_at=on("2020-03-01"), worker="ma.li", role=WorkerRole.CASE_WORKER, reason="岗位调整"
)


def test_a_worker_is_assigned() -> None:
    given(REGISTERED).when(ASSIGN).then(ASSIGNED)


def test_a_worker_is_assigned_once_in_a_role() -> None:
    given(REGISTERED, ASSIGNED).when(ASSIGN).then_refused(rules.ALREADY_ASSIGNED, "worker")


def test_several_workers_look_after_a_person() -> None:
    officer = replace(ASSIGN, worker="wang.jun", role=WorkerRole.POLICE_OFFICER)
    given(REGISTERED, ASSIGNED).when(officer).then_recorded(WorkerAssigned)


def test_a_worker_acts_for_an_area_that_exists() -> None:
    given(REGISTERED).when(replace(ASSIGN, area="640324999")).then_refused(UNKNOWN_AREA, "area")


def test_an_assignment_ends() -> None:
    given(REGISTERED, ASSIGNED).when(END).then(ENDED)


def test_an_assignment_that_never_began_does_not_end() -> None:
    given(REGISTERED).when(END).then_refused(rules.NOT_ASSIGNED, "worker")
    other_role = replace(END, role=WorkerRole.CLINICIAN)
    given(REGISTERED, ASSIGNED).when(other_role).then_refused(rules.NOT_ASSIGNED, "worker")


def test_an_assignment_ends_once() -> None:
    given(REGISTERED, ASSIGNED, ENDED).when(END).then_refused(rules.NOT_ASSIGNED, "worker")


def test_a_worker_whose_assignment_ended_may_be_assigned_again() -> None:
    again = replace(ASSIGN, occurred_at=on("2021-01-01"))
    given(REGISTERED, ASSIGNED, ENDED).when(again).then_recorded(WorkerAssigned)


def test_an_assignment_does_not_end_before_it_began() -> None:
    early = replace(END, occurred_at=on("2019-05-31"))
    given(REGISTERED, ASSIGNED).when(early).then_refused(OUT_OF_ORDER, "occurred_at")
