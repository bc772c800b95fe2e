"""What may be asked about decisions on a measure. Dates are Asia/Shanghai dates."""

from datetime import date
from typing import Annotated
from uuid import UUID

from annotated_types import Ge, Le

from ..commands import Command, LongText, ShortText, command
from .community_commands import CommunityCommand
from .facility_commands import FacilityCommand
from .kinds import (
    IsolationGround,
    MeasureDecision,
    MeasureKind,
    PauseGround,
    Recipient,
    ReleaseManner,
    TerminationGround,
)

Months = Annotated[int, Ge(1), Le(600)]
Days = Annotated[int, Ge(1), Le(20000)]

_DETOX = "01970000-0000-7000-8000-0000000000a1"
_ISOLATION = "01970000-0000-7000-8000-0000000000a2"


@command(
    example={
        "measure_id": _DETOX,
        "kind": "community_detox",
        "decided_on": "2019-06-03",
        "decider": "同心县公安局",
        "decision_number": "同公(禁)社戒决字[2019]21号",
        "term_months": 36,
        "occurred_at": "2019-06-03",
        "legal_basis": "禁毒法 33",
    }
)
class OrderMeasure(Command):
    """Record the decision, agreement or registration that begins a measure (决定).

    `measure_id`: chosen by the client, or given by the service. The term, as the decision gives it, is in
    months or in days; leave both out where there is none, or where the law fixes it. `at_own_request`:
    isolation under 禁毒法 38(3). `isolation_ground`: which ground of 禁毒法 38 the decision names; where the
    record does not show it, `documents` must. `is_combined`: a detention for several acts, carried out
    together. `is_grave`: the decision finds 情节严重、影响恶劣 (治安管理处罚法 23). `offset_days`: for which
    the person was restrained before a detention; they count as served (治安管理处罚法 110).
    """

    measure_id: UUID | None = None
    kind: MeasureKind
    decided_on: date
    decider: ShortText
    decision_number: ShortText | None = None
    term_months: Months | None = None
    term_days: Days | None = None
    at_own_request: bool = False
    follows_measure_id: UUID | None = None
    isolation_ground: IsolationGround | None = None
    is_combined: bool = False
    is_grave: bool = False
    offset_days: Days | None = None
    reason: LongText | None = None


@command(
    example={
        "measure_id": _DETOX,
        "decision": "order",
        "served_to": "person",
        "served_on": "2019-06-04",
        "occurred_at": "2019-06-04",
        "legal_basis": "戒毒条例 13",
    }
)
class ServeDecision(Command):
    """Record that a decision on a measure was served (送达). On the person: the receipt date."""

    measure_id: UUID
    decision: MeasureDecision = MeasureDecision.ORDER
    served_to: Recipient
    served_on: date
    recipient_name: ShortText | None = None


@command(
    example={
        "measure_id": _DETOX,
        "paused_on": "2020-03-02",
        "ground": "detained",
        "occurred_at": "2020-03-02",
        "legal_basis": "戒毒条例 24",
    }
)
class PauseMeasure(Command):
    """Record that a measure stops running for a time (中止; 戒毒条例 24)."""

    measure_id: UUID
    paused_on: date
    ground: PauseGround
    remarks: LongText | None = None


@command(example={"measure_id": _DETOX, "resumed_on": "2020-03-12", "occurred_at": "2020-03-12"})
class ResumeMeasure(Command):
    """Record that a paused measure runs again (戒毒条例 24)."""

    measure_id: UUID
    resumed_on: date


@command(
    example={
        "measure_id": _ISOLATION,
        "decided_on": "2022-05-20",
        "decider": "同心县公安局",
        "by_months": 6,
        "reason": "诊断评估未达到解除条件",
        "occurred_at": "2022-05-20",
        "legal_basis": "禁毒法 47",
    }
)
class ExtendMeasure(Command):
    """Record the decision to make the term longer (禁毒法 47), by months or by days."""

    measure_id: UUID
    decided_on: date
    decider: ShortText
    decision_number: ShortText | None = None
    by_months: Months | None = None
    by_days: Days | None = None
    reason: LongText | None = None


@command(
    example={
        "measure_id": _ISOLATION,
        "decided_on": "2021-11-08",
        "decider": "同心县公安局",
        "to_kind": "community_detox",
        "term_months": 36,
        "reason": "健康状况不再适宜回所执行",
        "occurred_at": "2021-11-08",
        "legal_basis": "戒毒条例 31",
    }
)
class ChangeMeasure(Command):
    """Record the decision to change a measure into another, which begins with it (变更; 戒毒条例 31).

    `new_measure_id`: chosen by the client, or given by the service. The term is the new measure's.
    """

    measure_id: UUID
    decided_on: date
    decider: ShortText
    decision_number: ShortText | None = None
    to_kind: MeasureKind
    new_measure_id: UUID | None = None
    term_months: Months | None = None
    term_days: Days | None = None
    reason: LongText | None = None


@command(
    example={
        "measure_id": _ISOLATION,
        "released_on": "2021-12-01",
        "manner": "early",
        "decided_on": "2021-11-29",
        "decider": "同心县公安局",
        "occurred_at": "2021-12-01",
        "legal_basis": "禁毒法 47",
    }
)
class ReleaseFromMeasure(Command):
    """Record the release from custody (解除), early by a decision or at the expiry of the term."""

    measure_id: UUID
    released_on: date
    manner: ReleaseManner
    decided_on: date | None = None
    decider: ShortText | None = None
    certificate_number: ShortText | None = None


@command(
    example={
        "measure_id": _DETOX,
        "terminated_on": "2020-09-15",
        "ground": "imprisoned",
        "occurred_at": "2020-09-15",
        "legal_basis": "戒毒条例 24",
    }
)
class TerminateMeasure(Command):
    """Record that a measure ends without being carried out to its end (终止; 戒毒条例 24)."""

    measure_id: UUID
    terminated_on: date
    ground: TerminationGround
    remarks: LongText | None = None


@command(
    example={
        "measure_id": _DETOX,
        "completed_on": "2022-06-10",
        "occurred_at": "2022-06-10",
        "legal_basis": "戒毒条例 23",
    }
)
class CompleteMeasure(Command):
    """Record that a measure was carried out to its end (解除; 戒毒条例 23, 40). Custody ends by release."""

    measure_id: UUID
    completed_on: date
    notice_number: ShortText | None = None


@command(
    example={
        "measure_id": _DETOX,
        "cancelled_on": "2019-08-20",
        "decider": "同心县人民政府",
        "reason": "行政复议决定撤销",
        "occurred_at": "2019-08-20",
    }
)
class CancelMeasure(Command):
    """Record that the decision was revoked (撤销), on appeal or otherwise; also after the measure ended."""

    measure_id: UUID
    cancelled_on: date
    decider: ShortText
    appeal_id: UUID | None = None
    reason: LongText


DecisionCommand = (
    OrderMeasure
    | ServeDecision
    | PauseMeasure
    | ResumeMeasure
    | ExtendMeasure
    | ChangeMeasure
    | ReleaseFromMeasure
    | TerminateMeasure
    | CompleteMeasure
    | CancelMeasure
)
MeasureCommand = DecisionCommand | CommunityCommand | FacilityCommand
