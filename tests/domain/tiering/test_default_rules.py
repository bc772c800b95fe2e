"""The default rule set, rule by rule: just reached, and just not."""

from datetime import date
from uuid import UUID

import pytest
from domain.tiering.people import (
    MEASURE,
    OTHER_MEASURE,
    RULES,
    TEST,
    Case,
    abstinent_since,
    community,
    ordered,
    reported,
    served,
    taken,
    tier_of,
)
from spec import on

from tongxin.domain.aftercare.events import (
    AbstinencePaused,
    AbstinenceReset,
    ClockPause,
    ClockStart,
    RelapseFound,
    ThreeYearAbstinenceConfirmed,
)
from tongxin.domain.contact.events import ContactLost, ContactRestored
from tongxin.domain.events import Event
from tongxin.domain.identity.events import PersonDied, PersonEmigrated, PersonReturned
from tongxin.domain.measures.community_events import (
    AbsenceRecorded,
    BreachRecorded,
    MeasureMoved,
    PersonNotReported,
    SeriousBreachFound,
)
from tongxin.domain.measures.events import MeasureCompleted, PersonReleased
from tongxin.domain.measures.facility_events import FacilityEntered
from tongxin.domain.measures.kinds import (
    BreachKind,
    FacilityRunBy,
    MeasureKind,
    ReleaseManner,
    SeriousBreachGround,
)
from tongxin.domain.safety.events import (
    CustodyUnfitnessFound,
    SafetyConcernKind,
    SafetyConcernLifted,
    SafetyConcernRecorded,
)
from tongxin.domain.testing.events import (
    DrugTestEvaded,
    DrugTestGround,
    DrugTestMethod,
    DrugTestOrdered,
    DrugTestRefused,
    DrugTestResult,
    DrugTestResultObjected,
    LaboratoryResultRecorded,
)

DETOX, ISOLATION = MeasureKind.COMMUNITY_DETOX, MeasureKind.COMPULSORY_ISOLATION


def d(day: str) -> date:
    return date.fromisoformat(day)


def not_reported(day: str, good: bool = False) -> PersonNotReported:
    return PersonNotReported(
        occurred_at=on(day), measure_id=MEASURE, established_on=d(day), with_good_reason=good
    )


def refused(day: str, number: int) -> DrugTestRefused:
    return DrugTestRefused(occurred_at=on(day), test_id=UUID(int=100 + number))


def evaded(day: str, number: int) -> DrugTestEvaded:
    return DrugTestEvaded(occurred_at=on(day), test_id=UUID(int=100 + number))


def not_tested(day: str, number: int | None, kind: BreachKind = BreachKind.TEST_REFUSED) -> BreachRecorded:
    return BreachRecorded(
        occurred_at=on(day), measure_id=MEASURE, kind=kind, breached_on=d(day),
        test_id=None if number is None else UUID(int=100 + number),
    )  # fmt: skip


def departed(day: str) -> BreachRecorded:
    return BreachRecorded(
        occurred_at=on(day), measure_id=MEASURE, kind=BreachKind.DEPARTURE_WITHOUT_LEAVE, breached_on=d(day)
    )


def away(first: str, last: str, *, leave: bool = False) -> AbsenceRecorded:
    return AbsenceRecorded(
        occurred_at=on(last), measure_id=MEASURE, first_day=d(first), last_day=d(last), with_leave=leave
    )


def concern(day: str, until: str) -> SafetyConcernRecorded:
    return SafetyConcernRecorded(
        occurred_at=on(day), concern_id=UUID(int=9), kind=SafetyConcernKind.SELF_HARM, found_by=("ma.li",),
        expires_on=d(until),
    )  # fmt: skip


def isolated(since: str, until: str | None = None) -> tuple[Event, ...]:
    events: list[Event] = [
        ordered(ISOLATION, since, OTHER_MEASURE),
        FacilityEntered(
            occurred_at=on(since), measure_id=OTHER_MEASURE, entered_on=d(since), facility="示例所",
            run_by=FacilityRunBy.JUSTICE,
        ),
    ]  # fmt: skip
    if until is not None:
        events.append(
            PersonReleased(
                occurred_at=on(until), measure_id=OTHER_MEASURE, released_on=d(until),
                manner=ReleaseManner.AT_EXPIRY,
            )
        )  # fmt: skip
    return tuple(events)


def lost(day: str, last: str | None = None) -> ContactLost:
    return ContactLost(occurred_at=on(day), last_contact_on=None if last is None else d(last))


MOVED = MeasureMoved(
    occurred_at=on("2026-05-01"), measure_id=MEASURE, moved_on=d("2026-05-01"), to_area="640324101"
)
COMPLETED = MeasureCompleted(occurred_at=on("2025-01-10"), measure_id=MEASURE, completed_on=d("2025-01-10"))
OBJECTED = DrugTestResultObjected(occurred_at=on("2026-05-03"), test_id=TEST)
REFUTED = LaboratoryResultRecorded(
    occurred_at=on("2026-05-10"), test_id=TEST, laboratory="示例鉴定中心", result=DrugTestResult.NEGATIVE
)
SERIOUS = SeriousBreachFound(
    occurred_at=on("2026-02-01"), measure_id=MEASURE, found_on=d("2026-02-01"),
    ground=SeriousBreachGround.TESTS_EVADED_OR_REFUSED,
)  # fmt: skip
SECOND_YEAR = community("2025-01-10")
FIRST_YEAR = community("2026-01-10")
UNFIT = CustodyUnfitnessFound(
    occurred_at=on("2026-03-01"), institution="示例医院", expires_on=d("2026-06-02")
)
MAINTAINED = ordered(MeasureKind.MAINTENANCE, "2025-01-10", OTHER_MEASURE)

CASES = [
    Case("R0.1", "not_classified", (*FIRST_YEAR, PersonDied(occurred_at=on("2026-05-01")))),
    Case("R0.2", "not_classified", (*FIRST_YEAR, PersonEmigrated(occurred_at=on("2026-05-01")))),
    Case("R2.1", "T2", (*FIRST_YEAR, PersonEmigrated(occurred_at=on("2026-04-01")),
                        PersonReturned(occurred_at=on("2026-05-01")))),
    Case("R0.3", "not_classified", (*SECOND_YEAR, *isolated("2026-01-01"))),
    Case("R0.3", "not_classified", (abstinent_since("2020-01-01"), AbstinencePaused(
        occurred_at=on("2026-01-01"), ground=ClockPause.IMPRISONMENT))),
    Case("R1.1", "T1", (ordered(DETOX, "2026-05-01"), served("2026-05-02"), not_reported("2026-05-20"))),
    Case("-", "not_classified", (ordered(DETOX, "2026-05-01"), served("2026-05-02"),
                                 not_reported("2026-05-20", good=True))),
    Case("R2.1", "T2", (ordered(DETOX, "2026-05-01"), served("2026-05-02"), not_reported("2026-05-20"),
                        reported("2026-05-25"))),
    Case("R1.1", "T1", (*SECOND_YEAR, MOVED, not_reported("2026-05-20"))),
    Case("R3.1", "T3", (*SECOND_YEAR, MOVED, reported("2026-05-10"))),
    Case("R1.2", "T1", (*SECOND_YEAR, not_tested("2025-03-01", 1), not_tested("2025-05-01", None),
                        not_tested("2025-04-01", 2, BreachKind.TEST_EVADED))),
    Case("R3.1", "T3", (*SECOND_YEAR, not_tested("2025-03-01", 1), not_tested("2025-04-01", 2))),
    Case("R3.1", "T3", (*SECOND_YEAR, not_tested("2025-03-01", 1), not_tested("2025-04-01", 1),
                        not_tested("2025-04-02", 2, BreachKind.TEST_EVADED))),
    Case("R3.1", "T3", (*SECOND_YEAR, refused("2025-03-01", 1), evaded("2025-04-01", 2),
                        refused("2025-05-01", 3))),
    Case("R1.2", "T1", (*SECOND_YEAR, departed("2025-03-01"), departed("2025-04-01"),
                        departed("2025-05-01"))),
    Case("R3.1", "T3", (*SECOND_YEAR, departed("2025-03-01"), departed("2025-04-01"))),
    Case("R1.2", "T1", (*SECOND_YEAR, away("2025-03-01", "2025-03-31"))),
    Case("R3.1", "T3", (*SECOND_YEAR, away("2025-03-01", "2025-03-30"))),
    Case("R3.1", "T3", (*SECOND_YEAR, away("2025-03-01", "2025-05-31", leave=True))),
    Case("R1.2", "T1", (*SECOND_YEAR, SERIOUS)),
    Case("R1.3", "T1", (*SECOND_YEAR, taken("2025-06-02"))),
    Case("R3.1", "T3", (*SECOND_YEAR, taken("2025-06-01"))),
    Case("R3.1", "T3", (*SECOND_YEAR, taken("2026-05-01", DrugTestResult.NEGATIVE))),
    Case("R3.1", "T3", (*SECOND_YEAR, taken("2026-05-01"), OBJECTED)),
    Case("R3.1", "T3", (*SECOND_YEAR, taken("2026-05-01"), OBJECTED, REFUTED)),
    Case("R1.3", "T1", (*SECOND_YEAR,
                        AbstinenceReset(occurred_at=on("2026-01-01"), ground=RelapseFound.CAUGHT))),
    Case("R1.3", "T1", (abstinent_since("2025-09-01", ClockStart.LAST_CAUGHT),)),
    Case("R2.3", "T2", (*isolated("2024-01-01", "2026-01-01"), taken("2025-12-01"))),
    Case("R1.4", "T1", (*SECOND_YEAR, concern("2026-03-05", "2026-06-02"))),
    Case("R3.1", "T3", (*SECOND_YEAR, concern("2026-03-03", "2026-06-01"))),
    Case("R3.1", "T3", (*SECOND_YEAR, concern("2026-05-03", "2026-07-01"),
                        SafetyConcernLifted(occurred_at=on("2026-05-20"), concern_id=UUID(int=9)))),
    Case("R1.5", "T1", (*SECOND_YEAR, UNFIT)),
    Case("R2.1", "T2", FIRST_YEAR),
    Case("R2.1", "T2", community("2025-06-02", MeasureKind.COMMUNITY_REHAB)),
    Case("R3.1", "T3", community("2025-06-01")),
    Case("R2.2", "T2", (*SECOND_YEAR, evaded("2026-01-01", 1))),
    Case("R3.1", "T3", (*SECOND_YEAR, evaded("2025-12-01", 1))),
    Case("R2.3", "T2", (*isolated("2023-06-02", "2025-06-02"), abstinent_since("2020-01-01"))),
    Case("R4.1", "T4", (*isolated("2018-06-01", "2020-06-01"),
                        abstinent_since("2020-06-01", ClockStart.RELEASE))),
    Case("R2.4", "T2", (*SECOND_YEAR, lost("2026-05-10", "2026-05-01"))),
    Case("R3.1", "T3", (*SECOND_YEAR, lost("2026-05-10", "2026-05-02"))),
    Case("R3.1", "T3", (*SECOND_YEAR, lost("2026-04-01"), ContactRestored(occurred_at=on("2026-05-30")))),
    Case("R3.2", "T3", (*community("2022-01-10"), COMPLETED, abstinent_since("2023-06-02"))),
    Case("R4.1", "T4", (*community("2022-01-10"), COMPLETED, abstinent_since("2023-06-01"))),
    Case("R3.3", "T3", (MAINTAINED, taken("2024-05-01"))),
    Case("R4.1", "T4", (abstinent_since("2023-06-01"),)),
    Case("-", "not_classified", (abstinent_since("2023-06-02"),)),
    Case("R4.1", "T4", (abstinent_since("2023-06-01"),
                        ThreeYearAbstinenceConfirmed(occurred_at=on("2026-06-01")))),
    Case("-", "not_classified", ()),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_rule_applies_where_it_should(case: Case) -> None:
    answer = tier_of(*case.events)
    fired = [fired.rule.id for fired in answer.fired]
    assert (answer.tier, fired[:1] or ["-"]) == (case.tier, [case.rule])
    assert all(fired.rests_on for fired in answer.fired)


def test_every_rule_has_a_case() -> None:
    rules = {rule.id for table in RULES.rule_set.tables for rule in table.rules}
    assert rules == {case.rule for case in CASES} - {"-"}


def test_an_unsettled_fact_is_named_and_leaves_the_less_intrusive_tier() -> None:
    disputed = tier_of(*SECOND_YEAR, taken("2026-05-01"), OBJECTED)
    assert (disputed.tier, disputed.possible) == ("T3", ("T1", "T3"))
    assert disputed.is_provisional
    assert disputed.missing == ("months_since_positive_test",)
    silent = tier_of(ordered(DETOX, "2026-04-01"), served("2026-04-02"))
    assert silent.tier == "not_classified"
    assert "failed_to_report" in silent.missing
    assert silent.possible[0] == "T1"
    ordered_test = DrugTestOrdered(
        occurred_at=on("2026-05-01"), test_id=TEST, ground=DrugTestGround.COMMUNITY_TREATMENT,
        method=DrugTestMethod.URINE, due_on=d("2026-05-10"),
    )  # fmt: skip
    overdue = tier_of(*SECOND_YEAR, ordered_test)
    assert overdue.tier in ("T3", "not_classified")
    assert overdue.possible[0] == "T2"


def test_what_happens_later_is_not_known_yet() -> None:
    events = (*SECOND_YEAR, taken("2026-05-01"))
    assert tier_of(*events, day=d("2026-04-30")).tier == "T3"
    assert tier_of(*events, day=d("2026-05-01")).tier == "T1"
