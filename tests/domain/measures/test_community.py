"""A measure in the community: reporting, agreement, move."""

from dataclasses import replace

import pytest
from domain.histories import REGISTERED
from domain.measures.community_cases import DURING, EVERY, FAIL, MOVE, REPORT, SIGN, SIGNED
from domain.measures.measure_cases import (
    BAN,
    BAN_ID,
    COMPLETED,
    DETOX,
    DETOX_ID,
    ISOLATION,
    ISOLATION_ID,
    MOVED,
    REPORTED,
    SERVED,
    UNKNOWN_ID,
    day,
)
from spec import given

from tongxin.domain.identity.rules import UNKNOWN_AREA
from tongxin.domain.measures import rules
from tongxin.domain.measures.community_commands import (
    CommunityCommand,
)
from tongxin.domain.measures.community_events import (
    AgreementSigned,
    PersonNotReported,
    PersonReportedIn,
)
from tongxin.domain.measures.measure import Status
from tongxin.domain.person.state import fold


@pytest.mark.parametrize("command", EVERY, ids=lambda command: type(command).__name__)
def test_nothing_is_recorded_on_a_measure_unknown_or_ended(command: CommunityCommand) -> None:
    unknown = replace(command, measure_id=UNKNOWN_ID)
    given(*DURING).when(unknown).then_refused(rules.UNKNOWN_MEASURE, "measure_id")
    given(*DURING, COMPLETED).when(command).then_refused(rules.MEASURE_ENDED, "measure_id")


@pytest.mark.parametrize("command", EVERY, ids=lambda command: type(command).__name__)
def test_isolation_is_not_carried_out_in_the_community(command: CommunityCommand) -> None:
    rule = rules.NO_AGREEMENT if command is SIGN else rules.NOT_IN_COMMUNITY
    given(REGISTERED, ISOLATION).when(replace(command, measure_id=ISOLATION_ID)).then_refused(
        rule, "measure_id"
    )


def test_the_person_reports_and_the_third_clock_starts() -> None:
    given(REGISTERED, DETOX, SERVED).when(REPORT).then(REPORTED)
    measure = fold(DURING).measures.by_id[DETOX_ID]
    assert (measure.reported_on, measure.area) == (day("2019-06-10"), "640324100")
    assert measure.status is Status.EXECUTING


def test_the_person_does_not_report_before_the_decision_or_its_receipt() -> None:
    for text in ("2019-06-02", "2019-06-03"):
        given(REGISTERED, DETOX, SERVED).when(replace(REPORT, reported_on=day(text))).then_refused(
            rules.DATES_OUT_OF_ORDER, "reported_on"
        )


def test_the_person_reports_in_a_known_area() -> None:
    given(REGISTERED, DETOX).when(replace(REPORT, area="640324999")).then_refused(UNKNOWN_AREA, "area")


def test_the_person_reports_again_only_after_a_move_and_the_clock_runs_on() -> None:
    given(*DURING).when(REPORT).then_refused(rules.ALREADY_REPORTED, "measure_id")
    again = replace(REPORT, reported_on=day("2020-05-10"), area="640324101")
    (event,) = given(*DURING, MOVED).when(again).then_recorded(PersonReportedIn)
    measure = fold([*DURING, MOVED, event]).measures.by_id[DETOX_ID]
    assert (measure.reported_on, measure.last_reported_on) == (day("2019-06-10"), day("2020-05-10"))


def test_a_failure_to_report_is_established_and_the_person_may_still_come() -> None:
    (failed,) = given(REGISTERED, DETOX, SERVED).when(FAIL).then_recorded(PersonNotReported)
    late = replace(REPORT, reported_on=day("2019-06-25"))
    given(REGISTERED, DETOX, SERVED, failed).when(late).then_recorded(PersonReportedIn)


def test_nobody_fails_to_report_who_has_reported_or_was_not_told() -> None:
    given(*DURING).when(FAIL).then_refused(rules.ALREADY_REPORTED, "measure_id")
    given(REGISTERED, DETOX).when(FAIL).then_refused(rules.NOT_SERVED, "measure_id")
    early = replace(FAIL, established_on=day("2019-06-03"))
    given(REGISTERED, DETOX, SERVED).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "established_on")


def test_an_agreement_is_signed_once_and_anew_after_a_move() -> None:
    given(*DURING).when(SIGN).then(SIGNED)
    given(*DURING, SIGNED).when(SIGN).then_refused(rules.ALREADY_SIGNED, "measure_id")
    anew = replace(SIGN, signed_on=day("2020-05-11"), counterpart="河西镇人民政府")
    given(*DURING, SIGNED, MOVED).when(anew).then_recorded(AgreementSigned)
    given(*DURING, SIGNED, MOVED).when(SIGN).then_refused(rules.DATES_OUT_OF_ORDER, "signed_on")


def test_an_agreement_is_not_signed_before_reporting() -> None:
    early = replace(SIGN, signed_on=day("2019-06-09"))
    given(*DURING).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "signed_on")


def test_isolation_has_an_agreement_if_the_person_asked_for_it() -> None:
    asked = replace(ISOLATION, at_own_request=True)
    command = replace(SIGN, measure_id=ISOLATION_ID, signed_on=day("2020-11-03"))
    given(REGISTERED, asked).when(command).then_recorded(AgreementSigned)
    given(REGISTERED, BAN).when(replace(SIGN, measure_id=BAN_ID)).then_refused(
        rules.NO_AGREEMENT, "measure_id"
    )


def test_a_measure_moves_to_another_known_area() -> None:
    given(*DURING).when(MOVE).then(MOVED)
    given(*DURING).when(replace(MOVE, to_area="640324100")).then_refused(rules.SAME_AREA, "to_area")
    given(*DURING).when(replace(MOVE, to_area="640324999")).then_refused(UNKNOWN_AREA, "to_area")
    early = replace(MOVE, moved_on=day("2019-06-09"))
    given(*DURING).when(early).then_refused(rules.DATES_OUT_OF_ORDER, "moved_on")
