"""Ordering a measure, serving what was decided, pausing, resuming, extending."""

from dataclasses import replace

import pytest
from domain.histories import REGISTERED
from domain.measures.measure_cases import (
    ASSESSED,
    BAN,
    COMPLETED,
    DETENTION,
    DETOX,
    DETOX_ID,
    ENTERED,
    FOUND,
    ISOLATION,
    ISOLATION_ID,
    MAINTENANCE,
    MAINTENANCE_ID,
    PAUSED,
    REPORTED,
    SERVED,
    UNKNOWN_ID,
    day,
)
from spec import NEW_ID, given, on

from tongxin.domain.identity.events import PersonDied
from tongxin.domain.measures import rules
from tongxin.domain.measures.commands import (
    ExtendMeasure,
    OrderMeasure,
    PauseMeasure,
    ResumeMeasure,
    ServeDecision,
)
from tongxin.domain.measures.events import (
    DecisionServed,
    MeasureExtended,
    MeasureOrdered,
    MeasureResumed,
    PersonReleased,
)
from tongxin.domain.measures.kinds import MeasureDecision, MeasureKind, PauseGround, Recipient, ReleaseManner
from tongxin.domain.measures.measure import Status
from tongxin.domain.person import rules as person_rules
from tongxin.domain.person.state import fold

ORDER = OrderMeasure(
    occurred_at=DETOX.occurred_at,
    measure_id=DETOX_ID,
    kind=MeasureKind.COMMUNITY_DETOX,
    decided_on=DETOX.decided_on,
    decider="同心县公安局",
    term_months=36,
    legal_basis="禁毒法 33",
)
SERVE = ServeDecision(
    occurred_at=SERVED.occurred_at,
    measure_id=DETOX_ID,
    served_to=Recipient.PERSON,
    served_on=SERVED.served_on,
)
PAUSE = PauseMeasure(
    occurred_at=PAUSED.occurred_at,
    measure_id=DETOX_ID,
    paused_on=PAUSED.paused_on,
    ground=PauseGround.DETAINED,
)
RESUME = ResumeMeasure(occurred_at=on("2020-03-12"), measure_id=DETOX_ID, resumed_on=day("2020-03-12"))
RESUMED = MeasureResumed(occurred_at=on("2020-03-12"), measure_id=DETOX_ID, resumed_on=day("2020-03-12"))
EXTEND = ExtendMeasure(
    occurred_at=on("2022-05-20"),
    measure_id=ISOLATION_ID,
    decided_on=day("2022-05-20"),
    decider="同心县公安局",
    by_months=6,
)
EXTENDED = MeasureExtended(
    occurred_at=on("2022-05-20"),
    measure_id=ISOLATION_ID,
    decided_on=day("2022-05-20"),
    decider="同心县公安局",
    by_months=6,
)


@pytest.mark.parametrize("kind", ["voluntary", "maintenance", "detention", "rehab_site"])
def test_a_measure_of_a_kind_without_conditions_is_ordered(kind: str) -> None:
    measure_kind = MeasureKind(kind)
    given(REGISTERED).when(replace(ORDER, kind=measure_kind)).then(replace(DETOX, kind=measure_kind))


@pytest.mark.parametrize(("kind", "months"), [("community_detox", 36), ("compulsory_isolation", 24)])
def test_what_the_law_makes_conditions_for_is_ordered_on_them(kind: str, months: int) -> None:
    command = replace(ORDER, kind=MeasureKind(kind), term_months=months)
    given(REGISTERED, FOUND).when(command).then(replace(DETOX, kind=MeasureKind(kind), term_months=months))


def test_the_service_names_a_measure_that_the_client_does_not() -> None:
    given(REGISTERED, FOUND).when(replace(ORDER, measure_id=None)).then(replace(DETOX, measure_id=NEW_ID))


def test_a_measure_is_ordered_once_under_its_identifier() -> None:
    given(REGISTERED, DETOX).when(ORDER).then_refused(rules.MEASURE_EXISTS, "measure_id")


def test_a_term_is_in_months_or_in_days() -> None:
    given(REGISTERED).when(replace(ORDER, term_days=10)).then_refused(rules.TERM_TWICE, "term_days")


def test_a_measure_follows_only_one_that_there_is_and_that_came_before() -> None:
    rehab = replace(ORDER, follows_measure_id=ISOLATION_ID, kind=MeasureKind.COMMUNITY_REHAB)
    given(REGISTERED).when(rehab).then_refused(rules.UNKNOWN_MEASURE, "follows_measure_id")
    given(REGISTERED, ISOLATION).when(rehab).then_refused(rules.DATES_OUT_OF_ORDER, "decided_on")
    later = replace(rehab, decided_on=day("2022-11-02"))
    released = PersonReleased(
        occurred_at=on("2022-11-02"),
        measure_id=ISOLATION_ID,
        released_on=day("2022-11-02"),
        manner=ReleaseManner.AT_EXPIRY,
    )
    given(REGISTERED, ISOLATION, released).when(later).then_recorded(MeasureOrdered)


def test_no_legal_date_lies_in_the_future_before_birth_or_after_death() -> None:
    def decided(text: str) -> OrderMeasure:
        return replace(ORDER, decided_on=day(text))

    died = PersonDied(occurred_at=on("2021-01-10"))
    given(REGISTERED).when(decided("2026-06-02")).then_refused(person_rules.IN_FUTURE, "decided_on")
    given(REGISTERED).when(decided("1988-03-14")).then_refused(person_rules.BEFORE_BIRTH, "decided_on")
    given(REGISTERED, died).when(decided("2021-01-11")).then_refused(person_rules.AFTER_DEATH, "decided_on")


def test_a_decision_is_served_on_the_person_and_starts_the_second_clock() -> None:
    given(REGISTERED, DETOX).when(SERVE).then(SERVED)
    measure = fold([REGISTERED, DETOX, SERVED]).measures.by_id[DETOX_ID]
    assert (measure.decided_on, measure.served_on) == (day("2019-06-03"), day("2019-06-04"))


def test_service_on_the_family_is_not_receipt_by_the_person() -> None:
    told = replace(SERVED, served_to=Recipient.FAMILY, recipient_name="马小花")
    command = replace(SERVE, served_to=Recipient.FAMILY, recipient_name="马小花")
    given(REGISTERED, DETOX).when(command).then(told)
    given(REGISTERED, DETOX, told).when(command).then(told)
    assert fold([REGISTERED, DETOX, told]).measures.by_id[DETOX_ID].served_on is None


def test_a_decision_is_served_on_the_person_once() -> None:
    given(REGISTERED, DETOX, SERVED).when(SERVE).then_refused(rules.ALREADY_SERVED, "decision")


def test_nothing_is_served_before_it_is_decided() -> None:
    early = replace(SERVE, served_on=day("2019-06-02"))
    given(REGISTERED, DETOX).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "served_on")
    extension = replace(SERVE, decision=MeasureDecision.EXTENSION)
    given(REGISTERED, DETOX).when(extension).then_refused(rules.DECISION_NOT_MADE, "decision")
    given(REGISTERED).when(SERVE).then_refused(rules.UNKNOWN_MEASURE, "measure_id")


@pytest.mark.parametrize("decision", sorted(set(MeasureDecision) - {MeasureDecision.ORDER}))
def test_no_decision_is_served_that_was_not_made(decision: MeasureDecision) -> None:
    given(REGISTERED, DETOX).when(replace(SERVE, decision=decision)).then_refused(
        rules.DECISION_NOT_MADE, "decision"
    )


def test_the_notice_of_completion_is_served_after_the_end() -> None:
    command = replace(SERVE, decision=MeasureDecision.COMPLETION, served_on=day("2022-06-12"))
    given(REGISTERED, DETOX, COMPLETED).when(command).then_recorded(DecisionServed)


def test_each_extension_is_served_anew() -> None:
    command = replace(
        SERVE,
        measure_id=ISOLATION_ID,
        decision=MeasureDecision.EXTENSION,
        served_on=day("2022-05-21"),
    )
    (served,) = given(REGISTERED, ISOLATION, EXTENDED).when(command).then_recorded(DecisionServed)
    history = [REGISTERED, ISOLATION, EXTENDED, served]
    given(*history).when(command).then_refused(rules.ALREADY_SERVED, "decision")
    given(*history, EXTENDED).when(command).then(served)


def test_a_measure_is_paused_and_resumed() -> None:
    given(REGISTERED, DETOX, REPORTED).when(PAUSE).then(PAUSED)
    given(REGISTERED, DETOX, PAUSED).when(RESUME).then(RESUMED)
    measure = fold([REGISTERED, DETOX, REPORTED, PAUSED, RESUMED]).measures.by_id[DETOX_ID]
    assert measure.pauses == ((day("2020-03-02"), day("2020-03-12")),)
    assert measure.status is Status.EXECUTING


def test_pausing_and_resuming_alternate_in_time_too() -> None:
    given(REGISTERED, DETOX, PAUSED).when(PAUSE).then_refused(rules.ALREADY_PAUSED, "measure_id")
    given(REGISTERED, DETOX).when(RESUME).then_refused(rules.NOT_PAUSED, "measure_id")
    early = replace(RESUME, resumed_on=day("2020-03-01"))
    given(REGISTERED, DETOX, PAUSED).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "resumed_on")
    given(REGISTERED, DETOX, PAUSED, RESUMED).when(PAUSE).then_refused(rules.DATES_OUT_OF_ORDER, "paused_on")


def test_a_term_is_extended() -> None:
    given(REGISTERED, ISOLATION, ENTERED, ASSESSED).when(EXTEND).then(EXTENDED)
    days = replace(EXTENDED, by_months=None, by_days=10)
    measure = fold([REGISTERED, ISOLATION, EXTENDED, days]).measures.by_id[ISOLATION_ID]
    assert (measure.term_months, measure.extension_months, measure.extension_days) == (24, 6, 10)


def test_what_has_no_term_is_not_extended() -> None:
    command = replace(EXTEND, measure_id=MAINTENANCE_ID)
    given(REGISTERED, MAINTENANCE).when(command).then_refused(rules.NO_TERM, "measure_id")


def test_an_extension_says_by_how_much_in_one_unit() -> None:
    given(REGISTERED, ISOLATION).when(replace(EXTEND, by_months=None)).then_refused(
        rules.NO_EXTENSION_LENGTH, "by_months"
    )
    given(REGISTERED, ISOLATION).when(replace(EXTEND, by_days=10)).then_refused(rules.TERM_TWICE, "by_days")


def test_an_extension_is_not_decided_before_the_measure() -> None:
    early = replace(EXTEND, decided_on=day("2020-11-01"))
    given(REGISTERED, ISOLATION).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "decided_on")


def test_several_measures_run_side_by_side() -> None:
    history = [REGISTERED, DETOX, MAINTENANCE, DETENTION, BAN, PAUSED]
    by_id = fold(history).measures.by_id
    assert len(by_id) == 4
    assert by_id[DETOX_ID].status is Status.PAUSED
    assert by_id[MAINTENANCE_ID].status is Status.ORDERED
    given(*history).when(replace(RESUME, measure_id=UNKNOWN_ID)).then_refused(
        rules.UNKNOWN_MEASURE, "measure_id"
    )
