"""Work found and lost."""

from dataclasses import replace
from uuid import UUID

from domain.histories import REGISTERED
from spec import NEW_ID, given, on

from tongxin.domain.checks import ID_TAKEN, OUT_OF_ORDER
from tongxin.domain.support import rules
from tongxin.domain.support.commands import EndJob, PlaceInJob
from tongxin.domain.support.events import Employment, JobEnd, JobEnded, JobPlaced

ID = UUID("01970000-0000-7000-8000-0000000000c2")
PLACE = PlaceInJob(
    occurred_at=on("2020-05-01"), job_id=ID, employment=Employment.PUBLIC_POST, occupation="保洁员"
)
PLACED = JobPlaced(
    occurred_at=on("2020-05-01"), job_id=ID, employment=Employment.PUBLIC_POST, occupation="保洁员"
)
END = EndJob(occurred_at=on("2021-04-30"), job_id=ID, ground=JobEnd.CONTRACT_EXPIRED)
ENDED = JobEnded(occurred_at=on("2021-04-30"), job_id=ID, ground=JobEnd.CONTRACT_EXPIRED)


def test_a_person_is_placed_in_a_job() -> None:
    given(REGISTERED).when(PLACE).then(PLACED)


def test_a_job_without_an_identifier_gets_one() -> None:
    given(REGISTERED).when(replace(PLACE, job_id=None)).then(replace(PLACED, job_id=NEW_ID))


def test_an_identifier_serves_one_job() -> None:
    given(REGISTERED, PLACED, ENDED).when(PLACE).then_refused(ID_TAKEN, "job_id")


def test_a_job_ends() -> None:
    given(REGISTERED, PLACED).when(END).then(ENDED)


def test_a_job_that_never_began_does_not_end() -> None:
    given(REGISTERED).when(END).then_refused(rules.UNKNOWN_JOB, "job_id")


def test_a_job_ends_once() -> None:
    given(REGISTERED, PLACED, ENDED).when(END).then_refused(rules.JOB_ENDED, "job_id")


def test_a_job_does_not_end_before_it_began() -> None:
    early = replace(END, occurred_at=on("2020-04-30"))
    given(REGISTERED, PLACED).when(early).then_refused(OUT_OF_ORDER, "occurred_at")
