"""What may be asked about drug testing."""

from datetime import date
from typing import Annotated
from uuid import UUID

from annotated_types import MaxLen

from ..commands import Command, LongText, ShortText, command
from .events import DrugTestGround, DrugTestKind, DrugTestMethod, DrugTestResult, ForcedTestApprover

Testers = Annotated[tuple[ShortText, ...], MaxLen(10)]
Substances = Annotated[tuple[ShortText, ...], MaxLen(20)]
_TEST_ID = "01965b3c-0a00-7000-8000-000000000001"


@command(
    example={
        "test_id": _TEST_ID,
        "ground": "community_treatment",
        "method": "urine",
        "due_on": "2026-04-15",
        "occurred_at": "2026-04-01",
        "legal_basis": "戒毒条例 19",
    }
)
class OrderTest(Command):
    """Order a test. `test_id`: an identifier of your own; a new one, if not given."""

    test_id: UUID | None = None
    ground: DrugTestGround
    method: DrugTestMethod
    due_on: date | None = None


@command(
    example={
        "method": "urine",
        "kind": "on_site",
        "result": "positive",
        "testers": ["wang.jun", "li.na"],
        "substances": ["methamphetamine"],
        "sample_a": "TX2026-0412-A",
        "sample_b": "TX2026-0412-B",
        "place": "豫海镇派出所",
        "occurred_at": "2026-04-12T10:30:00+08:00",
        "legal_basis": "禁毒法 32",
    }
)
class RecordTest(Command):
    """Record a test and its result; `occurred_at` is when the sample was taken.

    `test_id`: the order that it follows; none for a test without an order. `is_forced`: taken against the
    person's will, as approved.
    """

    test_id: UUID | None = None
    method: DrugTestMethod
    kind: DrugTestKind
    result: DrugTestResult
    testers: Testers
    laboratory: ShortText | None = None
    substances: Substances = ()
    sample_a: ShortText | None = None
    sample_b: ShortText | None = None
    is_forced: bool = False
    place: ShortText | None = None


@command(example={"reason": "称身体不适，不愿接受检测", "occurred_at": "2026-04-12T10:00:00+08:00"})
class RecordTestRefusal(Command):
    """Record that the person refused a test. `test_id`: the order; none where there was no order."""

    test_id: UUID | None = None
    reason: LongText | None = None


@command(example={"remarks": "电话通知后未到检测点", "occurred_at": "2026-04-16"})
class RecordTestEvasion(Command):
    """Record that the person evaded a test. `test_id`: the order; none where there was no order."""

    test_id: UUID | None = None
    remarks: LongText | None = None


@command(
    example={
        "test_id": _TEST_ID,
        "approved_by": "zhang.wei",
        "approved_as": "head_of_branch",
        "occurred_at": "2026-04-12T10:20:00+08:00",
        "legal_basis": "禁毒法 32",
    }
)
class ApproveForcedTest(Command):
    """Record the approval to force a test that was refused (禁毒法 32)."""

    test_id: UUID
    approved_by: ShortText
    approved_as: ForcedTestApprover


@command(
    example={
        "test_id": _TEST_ID,
        "statement": "检测前服用过含可待因的止咳药",
        "occurred_at": "2026-04-13",
    }
)
class ObjectToTestResult(Command):
    """Record that the person objects to the latest result of a test."""

    test_id: UUID
    statement: LongText


@command(
    example={
        "test_id": _TEST_ID,
        "laboratory": "示例市公安局司法鉴定中心",
        "result": "positive",
        "substances": ["methamphetamine"],
        "sample": "TX2026-0412-A",
        "occurred_at": "2026-04-18",
    }
)
class RecordLaboratoryResult(Command):
    """Record what a laboratory found in a kept sample."""

    test_id: UUID
    laboratory: ShortText
    result: DrugTestResult
    substances: Substances = ()
    sample: ShortText | None = None


@command(example={"test_id": _TEST_ID, "told_by": "wang.jun", "occurred_at": "2026-04-12T10:50:00+08:00"})
class RecordResultTold(Command):
    """Record that the person was told the latest result of a test."""

    test_id: UUID
    told_by: ShortText | None = None


@command(
    example={
        "test_id": _TEST_ID,
        "granted": True,
        "decided_by": "zhang.wei",
        "occurred_at": "2026-04-14",
    }
)
class DecideTestObjection(Command):
    """Record whether a laboratory tests, or tests again, on the person's objection."""

    test_id: UUID
    granted: bool
    decided_by: ShortText
    reason: LongText | None = None


@command(
    example={
        "test_id": _TEST_ID,
        "sample": "TX2026-0412-A",
        "laboratory": "示例市公安局司法鉴定中心",
        "occurred_at": "2026-04-15",
    }
)
class RecordSampleSent(Command):
    """Record that a kept half of the sample was sent to a laboratory."""

    test_id: UUID
    sample: ShortText
    laboratory: ShortText


TestingCommand = (
    OrderTest
    | RecordTest
    | RecordTestRefusal
    | RecordTestEvasion
    | ApproveForcedTest
    | ObjectToTestResult
    | RecordLaboratoryResult
    | RecordResultTold
    | DecideTestObjection
    | RecordSampleSent
)
