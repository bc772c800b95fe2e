"""After a death only what was open can be brought to its end."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from domain.measures.measure_cases import DETOX, DETOX_ID, SERVED
from pydantic import TypeAdapter
from spec import Scenario, given, on

from tongxin.domain.assignment.commands import EndWorkerAssignment
from tongxin.domain.assignment.events import WorkerAssigned, WorkerAssignmentEnded, WorkerRole
from tongxin.domain.classification.commands import ReviewTierObjection
from tongxin.domain.classification.events import ReviewOutcome, Tier
from tongxin.domain.commands import Command
from tongxin.domain.identity.commands import RecordDeath, RegisterPerson
from tongxin.domain.identity.events import PersonDied
from tongxin.domain.measures.commands import CompleteMeasure, ServeDecision, TerminateMeasure
from tongxin.domain.measures.events import DecisionServed, MeasureTerminated
from tongxin.domain.measures.kinds import MeasureDecision, Recipient, TerminationGround
from tongxin.domain.person import rules
from tongxin.domain.person.after_death import ALLOWED, may_follow_death
from tongxin.domain.person.decider import COMMANDS
from tongxin.domain.refusals import Refused
from tongxin.domain.support.commands import EndJob, EndSupport
from tongxin.domain.support.events import (
    Employment,
    JobEnd,
    JobEnded,
    JobPlaced,
    SupportEnded,
    SupportGranted,
    SupportKind,
    SupportOutcome,
)

ITEM = UUID(int=5)
DIED = PersonDied(occurred_at=on("2021-01-10"))
LATER = on("2021-01-25")
ASSIGNED = WorkerAssigned(
    occurred_at=on("2020-01-01"), worker="ma.li", role=WorkerRole.CASE_WORKER, area="640324100"
)
HELPED = SupportGranted(occurred_at=on("2020-01-01"), support_id=ITEM, kind=SupportKind.LOW_INCOME_AID)
EMPLOYED = JobPlaced(occurred_at=on("2020-01-01"), job_id=ITEM, employment=Employment.FARMING)


def after_death(*events: Any) -> Scenario:
    return given(REGISTERED, *events, DIED)


def test_an_assignment_help_and_a_job_are_ended_after_the_death() -> None:
    end = EndWorkerAssignment(worker="ma.li", role=WorkerRole.CASE_WORKER, occurred_at=LATER)
    after_death(ASSIGNED).when(end).then_recorded(WorkerAssignmentEnded)
    over = EndSupport(support_id=ITEM, outcome=SupportOutcome.NO_LONGER_ELIGIBLE, occurred_at=LATER)
    after_death(HELPED).when(over).then_recorded(SupportEnded)
    after_death(EMPLOYED).when(EndJob(job_id=ITEM, ground=JobEnd.OTHER, occurred_at=LATER)).then_recorded(
        JobEnded
    )


def test_a_measure_is_terminated_but_not_completed_and_the_family_is_told() -> None:
    ends = TerminateMeasure(
        measure_id=DETOX_ID, terminated_on=LATER.date(), ground=TerminationGround.DIED, occurred_at=LATER
    )
    [ended] = after_death(DETOX, SERVED).when(ends).then_recorded(MeasureTerminated)
    done = CompleteMeasure(measure_id=DETOX_ID, completed_on=LATER.date(), occurred_at=LATER)
    after_death(DETOX, SERVED).when(done).then_refused(rules.AFTER_DEATH, "occurred_at")
    tell = ServeDecision(
        measure_id=DETOX_ID, decision=MeasureDecision.TERMINATION, served_to=Recipient.FAMILY,
        served_on=date(2021, 1, 26), occurred_at=on("2021-01-26"),
    )  # fmt: skip
    given(REGISTERED, DETOX, SERVED, DIED, ended).when(tell).then_recorded(DecisionServed)
    to_the_dead = replace(tell, served_to=Recipient.PERSON)
    given(REGISTERED, DETOX, SERVED, DIED, ended).when(to_the_dead).then_refused(
        rules.AFTER_DEATH, "occurred_at"
    )


def test_an_objection_is_answered_but_no_tier_is_assigned() -> None:
    review = ReviewTierObjection(
        objection_id=ITEM, outcome=ReviewOutcome.TIER_UPHELD, answer="维持", occurred_at=LATER
    )
    assert may_follow_death(review)
    revised = replace(review, outcome=ReviewOutcome.TIER_REVISED, revised_tier=Tier.T3)
    after_death().when(revised).then_refused(rules.AFTER_DEATH, "occurred_at")


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
def test_every_command_is_refused_after_the_death_unless_the_rule_names_it(kind: type[Command]) -> None:
    command: Command = TypeAdapter(kind).validate_python(kind.EXAMPLE | {"occurred_at": LATER})
    if isinstance(command, RegisterPerson | RecordDeath):
        return
    scenario = after_death().when(command)
    is_refused = isinstance(scenario.outcome, Refused) and scenario.outcome.rule is rules.AFTER_DEATH
    assert is_refused is not may_follow_death(command)
    assert may_follow_death(command) or kind not in ALLOWED
