"""What may be asked about a measure in the community. Dates are Asia/Shanghai dates."""

from datetime import date
from uuid import UUID

from ..commands import Command, LongText, ShortText, command
from ..identity.commands import AreaCode
from .kinds import BreachKind, PoliceReportGround, SeriousBreachGround

_DETOX = "01970000-0000-7000-8000-0000000000a1"


@command(
    example={
        "measure_id": _DETOX,
        "reported_on": "2019-06-10",
        "area": "640324100",
        "place": "豫海镇社区戒毒社区康复工作中心",
        "occurred_at": "2019-06-10",
        "legal_basis": "戒毒条例 14",
    }
)
class RecordReporting(Command):
    """Record that the person reported (报到), after the order or after a move (戒毒条例 14, 22, 38)."""

    measure_id: UUID
    reported_on: date
    area: AreaCode
    place: ShortText | None = None


@command(
    example={
        "measure_id": _DETOX,
        "established_on": "2019-06-20",
        "with_good_reason": False,
        "occurred_at": "2019-06-20",
        "legal_basis": "戒毒条例 14",
    }
)
class RecordFailureToReport(Command):
    """Record that the person did not report in time, and whether with good reason (正当理由)."""

    measure_id: UUID
    established_on: date
    with_good_reason: bool
    remarks: LongText | None = None


@command(
    example={
        "measure_id": _DETOX,
        "signed_on": "2019-06-10",
        "counterpart": "豫海镇人民政府",
        "occurred_at": "2019-06-10",
        "legal_basis": "戒毒条例 16",
    }
)
class SignAgreement(Command):
    """Record the signing of the agreement. `counterpart`: the township or institution that signed."""

    measure_id: UUID
    signed_on: date
    counterpart: ShortText
    terms: LongText | None = None


@command(
    example={
        "measure_id": _DETOX,
        "moved_on": "2020-05-06",
        "to_area": "640324101",
        "materials_transferred_on": "2020-05-06",
        "occurred_at": "2020-05-06",
        "legal_basis": "戒毒条例 22",
    }
)
class MoveMeasure(Command):
    """Record that a measure is carried out in another area; reporting and signing start anew there."""

    measure_id: UUID
    moved_on: date
    to_area: AreaCode
    materials_transferred_on: date | None = None


@command(
    example={
        "measure_id": _DETOX,
        "kind": "test_refused",
        "breached_on": "2020-07-01",
        "occurred_at": "2020-07-01",
        "legal_basis": "戒毒条例 19",
    }
)
class RecordBreach(Command):
    """Record something that was not kept. An absence without leave brings its own departure with it."""

    measure_id: UUID
    kind: BreachKind
    breached_on: date
    test_id: UUID | None = None
    remarks: LongText | None = None


@command(
    example={
        "measure_id": _DETOX,
        "first_day": "2020-08-01",
        "last_day": "2020-08-05",
        "with_leave": True,
        "destination": "银川市",
        "occurred_at": "2020-08-05",
        "legal_basis": "戒毒条例 19",
    }
)
class RecordAbsence(Command):
    """Record days spent away from the county (县、市、区), first and last day counted.

    Still away? Record up to today, and the following days later: adjoining days are one departure.
    """

    measure_id: UUID
    first_day: date
    last_day: date
    with_leave: bool
    destination: LongText | None = None


@command(
    example={
        "measure_id": _DETOX,
        "issued_on": "2020-07-02",
        "document_number": "豫海告诫[2020]3号",
        "reason": "拒绝接受检测一次",
        "occurred_at": "2020-07-02",
    }
)
class IssueWarning(Command):
    """Record a written warning (告诫书)."""

    measure_id: UUID
    issued_on: date
    document_number: ShortText | None = None
    reason: LongText


@command(
    example={
        "measure_id": _DETOX,
        "found_on": "2020-10-09",
        "ground": "tests_evaded_or_refused",
        "occurred_at": "2020-10-09",
        "legal_basis": "戒毒条例 20",
    }
)
class FindSeriousBreach(Command):
    """Record the finding that breaches of the agreement are serious (严重违反协议; 戒毒条例 20)."""

    measure_id: UUID
    found_on: date
    ground: SeriousBreachGround
    finding: LongText | None = None


@command(
    example={
        "measure_id": _DETOX,
        "sent_on": "2020-10-09",
        "ground": "serious_breach",
        "police_unit": "豫海派出所",
        "occurred_at": "2020-10-09",
        "legal_basis": "戒毒条例 21",
    }
)
class ReportToPolice(Command):
    """Record the worker's report to the police: refusal, use, or serious breach (戒毒条例 21)."""

    measure_id: UUID
    sent_on: date
    ground: PoliceReportGround
    police_unit: ShortText
    remarks: LongText | None = None


CommunityCommand = (
    RecordReporting
    | RecordFailureToReport
    | SignAgreement
    | MoveMeasure
    | RecordBreach
    | RecordAbsence
    | IssueWarning
    | FindSeriousBreach
    | ReportToPolice
)
