"""Chapters on what was not kept in a community measure: tests, absences, serious breach (戒毒条例 19-21)."""

from datetime import date
from uuid import UUID

from ...domain.contact.commands import GrantLeave, RecordLeaveReturn
from ...domain.measures.community_commands import (
    FindSeriousBreach,
    IssueWarning,
    RecordAbsence,
    RecordBreach,
    RecordFailureToReport,
    ReportToPolice,
)
from ...domain.measures.kinds import BreachKind, MeasureKind, PoliceReportGround, SeriousBreachGround
from ...domain.testing.commands import OrderTest, RecordTestEvasion
from ...domain.testing.events import DrugTestGround, DrugTestMethod
from .chance import add_months, days
from .teller import Teller

_AWAY = ("640104", "640302", "620102", "150602", "650100")
"""Where people go to work: Yinchuan, Wuzhong, Lanzhou, Ordos, Urumqi."""


def tell_missed_test(t: Teller, measure_id: UUID, kind: MeasureKind, day: date) -> None:
    """A test that was ordered and evaded: a breach, and a warning."""
    is_detox = kind is MeasureKind.COMMUNITY_DETOX
    ground = DrugTestGround.COMMUNITY_TREATMENT if is_detox else DrugTestGround.COMMUNITY_REHABILITATION
    _evade(t, measure_id, day, ground)
    _warn(t, measure_id, day + days(2), "逃避检测一次")


def _evade(t: Teller, measure_id: UUID, day: date, ground: DrugTestGround) -> None:
    test_id, worker = t.id(), t.worker(day)
    t.line.add(
        day, OrderTest, worker, test_id=test_id, ground=ground, method=DrugTestMethod.URINE,
        legal_basis=t.regulation(day, "19"),
    )  # fmt: skip
    t.line.add(day, RecordTestEvasion, worker, test_id=test_id, remarks=f"电话通知后{t.name}未到检测点")
    t.line.add(
        day, RecordBreach, worker, measure_id=measure_id, kind=BreachKind.TEST_EVADED, breached_on=day,
        test_id=test_id, legal_basis=t.regulation(day, "19"),
    )  # fmt: skip


def _warn(t: Teller, measure_id: UUID, day: date, reason: str) -> None:
    t.line.add(
        day, IssueWarning, t.worker(day), measure_id=measure_id, issued_on=day,
        document_number=t.number(day, "告诫"), reason=f"{t.name}{reason}",
    )  # fmt: skip


def tell_absences(t: Teller, measure_id: UUID, reported_on: date, ends_on: date) -> None:
    """Away once without leave, or with leave to work elsewhere; both end before the measure does."""
    numbers = t.calibration.community
    gone_on = add_months(reported_on, 3) + days(t.rng.randint(0, 20))
    if t.chance(numbers.absence_without_leave) and gone_on + days(9) < ends_on:
        _absent(t, measure_id, gone_on, gone_on + days(2))
        _warn(t, measure_id, gone_on + days(5), "未经批准离开本县三日")
    first_day = add_months(reported_on, 6) + days(t.rng.randint(0, 60))
    last_day = first_day + days(t.rng.randint(10, 75))
    if t.chance(numbers.leave) and last_day + days(1) < min(ends_on, t.line.last_day):
        _leave(t, measure_id, first_day, last_day)


def _absent(t: Teller, measure_id: UUID, first_day: date, last_day: date) -> None:
    t.line.add(
        last_day + days(1), RecordAbsence, t.worker(last_day), measure_id=measure_id, first_day=first_day,
        last_day=last_day, with_leave=False, destination=f"{t.name}称在银川",
        legal_basis=t.regulation(last_day, "19"),
    )  # fmt: skip


def _leave(t: Teller, measure_id: UUID, first_day: date, last_day: date) -> None:
    leave_id, asked_on = t.id(), first_day - days(2)
    destination = t.rng.choice(_AWAY)
    t.line.add(
        asked_on, GrantLeave, t.worker(asked_on), leave_id=leave_id, first_day=first_day, last_day=last_day,
        destination_area=destination, reason=f"{t.name}外出务工", legal_basis=t.regulation(asked_on, "19"),
    )  # fmt: skip
    back_on = last_day + days(1)
    t.line.add(back_on, RecordLeaveReturn, t.worker(back_on), leave_id=leave_id)
    t.line.add(
        back_on, RecordAbsence, t.worker(back_on), measure_id=measure_id, first_day=first_day,
        last_day=last_day, with_leave=True, legal_basis=t.regulation(back_on, "19"),
    )  # fmt: skip


def tell_serious_breach(t: Teller, measure_id: UUID, isolated_on: date, ground: SeriousBreachGround) -> None:
    """The breaches in the weeks before, the finding, and the report to the police that must follow (21)."""
    match ground:
        case SeriousBreachGround.TESTS_EVADED_OR_REFUSED:
            for before in (52, 33, 14):
                day = isolated_on - days(before)
                _evade(t, measure_id, day, DrugTestGround.COMMUNITY_TREATMENT)
        case SeriousBreachGround.DEPARTURES_WITHOUT_LEAVE:
            for before in (58, 40, 22):
                day = isolated_on - days(before)
                _absent(t, measure_id, day, day + days(2))
        case SeriousBreachGround.DAYS_WITHOUT_LEAVE:
            _absent(t, measure_id, isolated_on - days(50), isolated_on - days(16))
    found_on = isolated_on - days(7)
    _warn(t, measure_id, isolated_on - days(10), "多次违反社区戒毒协议")
    t.line.add(
        found_on, FindSeriousBreach, t.worker(found_on), measure_id=measure_id, found_on=found_on,
        ground=ground, legal_basis=t.regulation(found_on, "20"),
    )  # fmt: skip
    tell_police_report(t, measure_id, found_on, PoliceReportGround.SERIOUS_BREACH)


def tell_refusal(t: Teller, measure_id: UUID, served_on: date) -> None:
    """Not reported within fifteen days of receipt, without good reason: a refusal (戒毒条例 14)."""
    day = served_on + days(t.calibration.community.report_within_days + 1)
    t.line.add(
        day, RecordFailureToReport, t.worker(day), measure_id=measure_id, established_on=day,
        with_good_reason=False, remarks=f"多次联系{t.name}未果", legal_basis=t.regulation(day, "14"),
    )  # fmt: skip
    tell_police_report(t, measure_id, day, PoliceReportGround.REFUSAL)


def tell_police_report(t: Teller, measure_id: UUID, day: date, ground: PoliceReportGround) -> None:
    """The worker tells the police, as the worker must."""
    t.line.add(
        day, ReportToPolice, t.worker(day), measure_id=measure_id, sent_on=day, ground=ground,
        police_unit=f"{t.place(day)}派出所", legal_basis=t.regulation(day, "21"),
    )  # fmt: skip
