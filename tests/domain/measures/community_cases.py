"""Commands on a measure in the community, and their events."""

from domain.histories import REGISTERED
from domain.measures.measure_cases import (
    DETOX,
    DETOX_ID,
    MOVED,
    REPORTED,
    SERVED,
    day,
)
from spec import on

from tongxin.domain.measures.community_commands import (
    CommunityCommand,
    FindSeriousBreach,
    IssueWarning,
    MoveMeasure,
    RecordAbsence,
    RecordBreach,
    RecordFailureToReport,
    RecordReporting,
    ReportToPolice,
    SignAgreement,
)
from tongxin.domain.measures.community_events import (
    AbsenceRecorded,
    AgreementSigned,
    BreachRecorded,
)
from tongxin.domain.measures.kinds import BreachKind, PoliceReportGround, SeriousBreachGround

REPORT = RecordReporting(
    occurred_at=REPORTED.occurred_at, measure_id=DETOX_ID, reported_on=REPORTED.reported_on, area="640324100"
)
FAIL = RecordFailureToReport(
    occurred_at=on("2019-06-20"),
    measure_id=DETOX_ID,
    established_on=day("2019-06-20"),
    with_good_reason=False,
)
SIGN = SignAgreement(
    occurred_at=on("2019-06-10"),
    measure_id=DETOX_ID,
    signed_on=day("2019-06-10"),
    counterpart="豫海镇人民政府",
)
SIGNED = AgreementSigned(
    occurred_at=on("2019-06-10"),
    measure_id=DETOX_ID,
    signed_on=day("2019-06-10"),
    counterpart="豫海镇人民政府",
)
MOVE = MoveMeasure(
    occurred_at=MOVED.occurred_at, measure_id=DETOX_ID, moved_on=MOVED.moved_on, to_area="640324101"
)
BREACH = RecordBreach(
    occurred_at=on("2020-07-01"),
    measure_id=DETOX_ID,
    kind=BreachKind.TEST_REFUSED,
    breached_on=day("2020-07-01"),
)
BREACHED = BreachRecorded(
    occurred_at=on("2020-07-01"),
    measure_id=DETOX_ID,
    kind=BreachKind.TEST_REFUSED,
    breached_on=day("2020-07-01"),
)
ABSENCE = RecordAbsence(
    occurred_at=on("2020-08-05"),
    measure_id=DETOX_ID,
    first_day=day("2020-08-01"),
    last_day=day("2020-08-05"),
    with_leave=True,
)
ABSENT = AbsenceRecorded(
    occurred_at=on("2020-08-05"),
    measure_id=DETOX_ID,
    first_day=day("2020-08-01"),
    last_day=day("2020-08-05"),
    with_leave=True,
)
DEPARTED = BreachRecorded(
    occurred_at=on("2020-08-05"),
    measure_id=DETOX_ID,
    kind=BreachKind.DEPARTURE_WITHOUT_LEAVE,
    breached_on=day("2020-08-01"),
)
WARN = IssueWarning(
    occurred_at=on("2020-07-02"), measure_id=DETOX_ID, issued_on=day("2020-07-02"), reason="拒绝检测"
)
FIND = FindSeriousBreach(
    occurred_at=on("2020-10-09"),
    measure_id=DETOX_ID,
    found_on=day("2020-10-09"),
    ground=SeriousBreachGround.TESTS_EVADED_OR_REFUSED,
)
TELL_POLICE = ReportToPolice(
    occurred_at=on("2020-10-09"),
    measure_id=DETOX_ID,
    sent_on=day("2020-10-09"),
    ground=PoliceReportGround.SERIOUS_BREACH,
    police_unit="豫海派出所",
)
EVERY: list[CommunityCommand] = [REPORT, FAIL, SIGN, MOVE, BREACH, ABSENCE, WARN, FIND, TELL_POLICE]
DURING = (REGISTERED, DETOX, SERVED, REPORTED)
