"""Concerns for a person's safety and unfitness for custody: found by people, and passing."""

from datetime import date
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from spec import NEW_ID, given, on

from tongxin.domain.checks import ID_TAKEN
from tongxin.domain.commands import Actor, Command
from tongxin.domain.safety import rules
from tongxin.domain.safety.commands import LiftSafetyConcern, RecordCustodyUnfitness, RecordSafetyConcern
from tongxin.domain.safety.events import (
    CustodyUnfitnessFound,
    SafetyConcernKind,
    SafetyConcernLifted,
    SafetyConcernRecorded,
)

CONCERN = UUID(int=4)
SYSTEM = Actor(user="rules", role="system", unit="640324")
RECORD = RecordSafetyConcern(
    occurred_at=on("2026-05-06"), kind=SafetyConcernKind.SELF_HARM, found_by=("ma.li",)
)
RECORDED = SafetyConcernRecorded(
    occurred_at=on("2026-05-06"), concern_id=CONCERN, kind=SafetyConcernKind.SELF_HARM, found_by=("ma.li",),
    expires_on=date(2026, 8, 4),
)  # fmt: skip
LIFT = LiftSafetyConcern(occurred_at=on("2026-05-20"), concern_id=CONCERN)
UNFIT = RecordCustodyUnfitness(occurred_at=on("2026-05-06"), institution="示例医院")


def record(**changed: object) -> RecordSafetyConcern:
    given_ = {"kind": SafetyConcernKind.SELF_HARM, "found_by": ("ma.li",), "occurred_at": on("2026-05-06")}
    return RecordSafetyConcern(**(given_ | changed))  # type: ignore[arg-type]


def test_a_concern_counts_for_ninety_days() -> None:
    (recorded,) = given(REGISTERED).when(RECORD).then_recorded(SafetyConcernRecorded)
    assert recorded == SafetyConcernRecorded(
        occurred_at=on("2026-05-06"), concern_id=NEW_ID, kind=SafetyConcernKind.SELF_HARM,
        found_by=("ma.li",), expires_on=date(2026, 8, 4),
    )  # fmt: skip


def test_it_may_expire_sooner_but_not_later() -> None:
    given(REGISTERED).when(record(expires_on=date(2026, 6, 1))).then_recorded(SafetyConcernRecorded)
    late = record(expires_on=date(2026, 8, 5))
    given(REGISTERED).when(late).then_refused(rules.EXPIRES_TOO_LATE, "expires_on")
    early = record(expires_on=date(2026, 5, 6))
    given(REGISTERED).when(early).then_refused(rules.EXPIRES_BEFORE, "expires_on")


def test_it_is_renewed_by_another() -> None:
    given(REGISTERED, RECORDED).when(record(renews=CONCERN)).then_recorded(SafetyConcernRecorded)
    given(REGISTERED).when(record(renews=CONCERN)).then_refused(rules.UNKNOWN_CONCERN, "renews")
    given(REGISTERED, RECORDED).when(record(concern_id=CONCERN)).then_refused(ID_TAKEN, "concern_id")


def test_it_is_lifted_once_and_only_while_it_is_in_force() -> None:
    lifted = SafetyConcernLifted(occurred_at=on("2026-05-20"), concern_id=CONCERN)
    given(REGISTERED, RECORDED).when(LIFT).then(lifted)
    given(REGISTERED, RECORDED, lifted).when(LIFT).then_refused(rules.UNKNOWN_CONCERN, "concern_id")
    given(REGISTERED).when(LIFT).then_refused(rules.UNKNOWN_CONCERN, "concern_id")


def test_unfitness_is_a_finding_of_a_hospital() -> None:
    given(REGISTERED).when(UNFIT).then(
        CustodyUnfitnessFound(occurred_at=on("2026-05-06"), institution="示例医院")
    )


@pytest.mark.parametrize("command", [RECORD, LIFT, UNFIT])
def test_no_system_finds_any_of_it(command: Command) -> None:
    given(REGISTERED, RECORDED).by(SYSTEM).when(command).then_refused(rules.FOUND_BY_SYSTEM)
