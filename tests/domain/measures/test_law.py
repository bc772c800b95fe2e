"""What the articles forbid is refused naming them, and what they allow is granted: one line for each."""

from dataclasses import replace
from typing import Any

import pytest
from domain.histories import REGISTERED
from domain.measures.law_cases import (
    DETOX_RUNS,
    ISOLATED,
    REHAB_ID,
    REHAB_RUNS,
    WOMAN,
    assessed,
    away,
    born,
    breach,
    completed,
    nursing,
    order,
    pregnant,
    refused,
    released,
    reported,
    served,
    used,
)
from domain.measures.measure_cases import DETENTION_ID, DETOX_ID, FOUND, ISOLATION_ID, day, ordered
from spec import given, on

from tongxin.domain.addiction.events import AddictionLevel
from tongxin.domain.commands import Command, Document
from tongxin.domain.events import Event
from tongxin.domain.measures import rules_of_law as law
from tongxin.domain.measures.commands import (
    ChangeMeasure,
    CompleteMeasure,
    ExtendMeasure,
    PauseMeasure,
    ReleaseFromMeasure,
    TerminateMeasure,
)
from tongxin.domain.measures.community_commands import FindSeriousBreach, RecordFailureToReport
from tongxin.domain.measures.community_events import MeasureMoved
from tongxin.domain.measures.events import MeasureExtended
from tongxin.domain.measures.facility_commands import EnterFacility, TransferFacility
from tongxin.domain.measures.facility_events import PersonEscaped, PersonRecaptured
from tongxin.domain.measures.kinds import (
    AssessmentProposal,
    BreachKind,
    FacilityRunBy,
    IsolationGround,
    MeasureKind,
    PauseGround,
    ReleaseManner,
    SeriousBreachGround,
    TerminationGround,
)
from tongxin.domain.refusals import Rule
from tongxin.domain.sanctions.commands import DecidePenalty
from tongxin.domain.sanctions.events import PenaltyDecided, PenaltyKind

DETOX, ISOLATION = MeasureKind.COMMUNITY_DETOX, MeasureKind.COMPULSORY_ISOLATION
REHAB, DETENTION, BAN = MeasureKind.COMMUNITY_REHAB, MeasureKind.DETENTION, MeasureKind.ENTERTAINMENT_BAN
KNOWN: tuple[Event, ...] = (REGISTERED, FOUND)
ADDICTED = replace(FOUND, level=AddictionLevel.ADDICTED)
MILD: tuple[Event, ...] = (REGISTERED, ADDICTED)
MILD_DETOX: tuple[Event, ...] = (REGISTERED, ADDICTED, *DETOX_RUNS[2:])
DOCUMENT = Document(reference="文书/9", sha256="0" * 64)
WHEN = on("2026-05-01")
EVADED = [breach(DETOX_ID, text, BreachKind.TEST_EVADED) for text in ("2020-01-01", "2020-02-01")]
ESCAPED = PersonEscaped(occurred_at=on("2021-08-02"), measure_id=ISOLATION_ID, escaped_on=day("2021-08-02"))
BACK = PersonRecaptured(
    occurred_at=on("2021-08-09"), measure_id=ISOLATION_ID, recaptured_on=day("2021-08-09")
)
MOVED = MeasureMoved(
    occurred_at=on("2020-05-06"), measure_id=DETOX_ID, moved_on=day("2020-05-06"), to_area="640324101"
)
MORE = MeasureExtended(
    occurred_at=on("2022-05-20"),
    measure_id=ISOLATION_ID,
    decided_on=day("2022-05-20"),
    decider="同心县公安局",
    by_months=6,
)
AGAIN = ordered(DETENTION_ID, DETENTION, "2026-03-01")
VOLUNTARY = ordered(DETENTION_ID, MeasureKind.VOLUNTARY, "2020-03-01")
PENALTY = PenaltyDecided(
    occurred_at=on("2026-01-10"),
    penalty_id=REHAB_ID,
    kind=PenaltyKind.WARNING,
    decided_on=day("2026-01-10"),
    decider="同心县公安局",
)


def fail(text: str) -> Command:
    return RecordFailureToReport(
        occurred_at=on(text), measure_id=DETOX_ID, established_on=day(text), with_good_reason=False
    )


def complete(measure_id: Any, text: str) -> Command:
    return CompleteMeasure(occurred_at=on(text), measure_id=measure_id, completed_on=day(text))


def find(ground: SeriousBreachGround, text: str = "2020-10-09") -> Command:
    return FindSeriousBreach(occurred_at=on(text), measure_id=DETOX_ID, found_on=day(text), ground=ground)


def extend(text: str, months: int, measure_id: Any = ISOLATION_ID) -> Command:
    return ExtendMeasure(
        occurred_at=on(text), measure_id=measure_id, decided_on=day(text), decider="x", by_months=months
    )


def early(text: str) -> Command:
    return ReleaseFromMeasure(
        occurred_at=on(text),
        measure_id=ISOLATION_ID,
        released_on=day(text),
        manner=ReleaseManner.EARLY,
        decided_on=day(text),
        decider="同心县公安局",
    )


def at_expiry(text: str) -> Command:
    return ReleaseFromMeasure(
        occurred_at=on(text),
        measure_id=ISOLATION_ID,
        released_on=day(text),
        manner=ReleaseManner.AT_EXPIRY,
    )


def transfer(text: str, to: FacilityRunBy = FacilityRunBy.JUSTICE) -> Command:
    return TransferFacility(
        occurred_at=on(text), measure_id=ISOLATION_ID, transferred_on=day(text), to_facility="x", run_by=to
    )


def change(to: MeasureKind, months: int | None, measure_id: Any = ISOLATION_ID) -> Command:
    return ChangeMeasure(
        occurred_at=on("2021-11-02"),
        measure_id=measure_id,
        decided_on=day("2021-11-02"),
        decider="x",
        to_kind=to,
        term_months=months,
        new_measure_id=REHAB_ID,
    )


def pause(measure_id: Any, ground: PauseGround, text: str = "2021-02-02") -> Command:
    return PauseMeasure(occurred_at=on(text), measure_id=measure_id, paused_on=day(text), ground=ground)


def terminate(measure_id: Any, ground: TerminationGround) -> Command:
    return TerminateMeasure(
        occurred_at=on("2021-02-02"), measure_id=measure_id, terminated_on=day("2021-02-02"), ground=ground
    )


def enter(measure_id: Any, text: str) -> Command:
    return EnterFacility(
        occurred_at=on(text),
        measure_id=measure_id,
        entered_on=day(text),
        facility="x",
        run_by=FacilityRunBy.PUBLIC_SECURITY,
    )


def punish(text: str, kind: PenaltyKind = PenaltyKind.WARNING, **more: Any) -> Command:
    return DecidePenalty(occurred_at=on(text), kind=kind, decided_on=day(text), decider="x", **more)


def detain(days: int | None, decided: str = "2026-03-01", **more: Any) -> Command:
    return order(DETENTION, decided, term_days=days, **more)


ORDERED_NOT_IN = ISOLATED[:-1]
REHAB_NOT_KEPT = (
    *ISOLATED[:2],
    *(replace(event, measure_id=DETENTION_ID) for event in ISOLATED[2:]),  # type: ignore[call-arg]
    replace(released("2022-11-02"), measure_id=DETENTION_ID),
    *REHAB_RUNS[-3:-1],
    refused(REHAB_ID, "2022-11-20"),
    used("2023-02-01"),
    ordered(ISOLATION_ID, ISOLATION, "2023-02-02", 24),
    served(ISOLATION_ID, "2023-02-02"),
    replace(ISOLATED[-1], measure_id=ISOLATION_ID),  # type: ignore[call-arg]
    assessed("2024-03-01", AssessmentProposal.EARLY_RELEASE),
)
GOOD = assessed("2021-11-04", AssessmentProposal.EARLY_RELEASE)
BAD = assessed("2022-05-01", AssessmentProposal.EXTENSION)

FORBIDDEN: list[tuple[str, tuple[Event, ...], Command, Rule, str]] = [
    # article, history, command, rule, field
    ("禁毒法 33: only who is addicted", (REGISTERED,), order(DETOX, "2019-06-03"), law.NOT_FOUND_ADDICTED,
     "kind"),
    ("禁毒法 33: three years", KNOWN, order(DETOX, "2019-06-03", term_months=24), law.DETOX_TERM,
     "term_months"),
    ("禁毒法 33: in months", KNOWN, order(DETOX, "2019-06-03", term_days=90), law.DETOX_TERM, "term_days"),
    ("禁毒法 33: not extended", DETOX_RUNS, extend("2022-05-01", 3, DETOX_ID), law.NO_EXTENSION_OF_DETOX,
     "measure_id"),
    ("禁毒法 38: only who is addicted", (REGISTERED,), order(ISOLATION, "2019-06-03"), law.NOT_FOUND_ADDICTED,
     "kind"),
    ("禁毒法 38: no ground", MILD, order(ISOLATION, "2019-06-03"), law.NO_ISOLATION_GROUND,
     "isolation_ground"),
    ("禁毒法 38: use before detox", (*MILD_DETOX, used("2019-06-09")), order(ISOLATION, "2020-06-03"),
     law.NO_ISOLATION_GROUND, "isolation_ground"),
    ("禁毒法 38: two tests are no breach", (*MILD_DETOX, *EVADED), order(ISOLATION, "2020-06-03"),
     law.NO_ISOLATION_GROUND, "isolation_ground"),
    ("禁毒法 38: a ground not shown", MILD,
     order(ISOLATION, "2019-06-03", isolation_ground=IsolationGround.SERIOUS_BREACH),
     law.GROUND_NOT_SHOWN, "isolation_ground"),
    ("禁毒法 38: not by change", DETOX_RUNS, change(ISOLATION, 24, DETOX_ID), law.CHANGE_INTO_ISOLATION,
     "to_kind"),
    ("禁毒法 39: pregnant", (*KNOWN, WOMAN, pregnant("2019-05-30")), order(ISOLATION, "2019-06-03"),
     law.PREGNANT, "kind"),
    ("禁毒法 39: pregnant, own request", (*KNOWN, WOMAN, pregnant("2019-05-30")),
     order(ISOLATION, "2019-06-03", at_own_request=True), law.PREGNANT, "kind"),
    ("禁毒法 39: nursing", (*KNOWN, WOMAN, nursing("2018-06-04")), order(ISOLATION, "2019-06-03"),
     law.NURSING, "kind"),
    ("禁毒法 39: not taken in", (*ORDERED_NOT_IN, WOMAN, pregnant("2020-11-02")), enter(ISOLATION_ID,
     "2020-11-03"),
     law.PREGNANT, "entered_on"),
    ("禁毒法 40: served first", ISOLATED[:3], enter(ISOLATION_ID, "2020-11-03"), law.NOT_SERVED_BEFORE,
     "measure_id"),
    ("禁毒法 47: two years", KNOWN, order(ISOLATION, "2019-06-03", term_months=36), law.ISOLATION_TERM,
     "term_months"),
    ("禁毒法 47: one year served", (*ISOLATED, assessed("2021-10-30")), early("2021-11-01"),
     law.RELEASE_TOO_EARLY, "decided_on"),
    ("禁毒法 47: assessed for release", (*ISOLATED, BAD), early("2022-06-01"), law.NOT_ASSESSED,
     "measure_id"),
    ("禁毒法 47: assessed after a year", (*ISOLATED, assessed("2021-10-30")), early("2022-06-01"),
     law.NOT_ASSESSED, "measure_id"),
    ("禁毒法 47: not over", ISOLATED, at_expiry("2022-10-31"), law.ISOLATION_NOT_OVER, "released_on"),
    ("禁毒法 47: extended, not over", (*ISOLATED, MORE), at_expiry("2022-11-02"), law.ISOLATION_NOT_OVER,
     "released_on"),
    ("禁毒法 47: a year more at most", (*ISOLATED, BAD, MORE), extend("2022-05-20", 7),
     law.EXTENSION_TOO_LONG, "by_months"),
    ("禁毒法 47: before expiry", (*ISOLATED, BAD), extend("2022-11-02", 6), law.EXTENSION_TOO_LATE,
     "decided_on"),
    ("禁毒法 47: assessed for extension", ISOLATED, extend("2022-05-20", 6), law.NOT_ASSESSED, "measure_id"),
    ("禁毒法 48: after release", ISOLATED, order(REHAB, "2021-11-02", term_months=12),
     law.REHAB_WITHOUT_ISOLATION, "kind"),
    ("禁毒法 48: three years at most", REHAB_RUNS[:-3], order(REHAB, "2022-11-02", term_months=37),
     law.REHAB_TOO_LONG, "term_months"),
    ("禁毒法 48: extended beyond", REHAB_RUNS, extend("2023-05-01", 1, REHAB_ID), law.REHAB_TOO_LONG,
     "by_months"),
    ("戒毒条例 9: not punished", (*KNOWN, VOLUNTARY, used("2020-03-01")), punish("2020-03-05"),
     law.VOLUNTARY_NOT_PUNISHED, "decided_on"),
    ("戒毒条例 14: fifteen days", DETOX_RUNS[:-1], fail("2019-06-19"), law.REPORTING_NOT_DUE,
     "established_on"),
    ("戒毒条例 14: from reporting", DETOX_RUNS[:-1], complete(DETOX_ID, "2022-06-10"), law.NOT_BEGUN,
     "measure_id"),
    ("戒毒条例 20: two tests", (*DETOX_RUNS, *EVADED), find(SeriousBreachGround.TESTS_EVADED_OR_REFUSED),
     law.NO_COUNTER_REACHED, "ground"),
    ("戒毒条例 20: thirty days",
     (*DETOX_RUNS, breach(DETOX_ID, "2020-08-01", BreachKind.DEPARTURE_WITHOUT_LEAVE),
      away(DETOX_ID, "2020-08-01", "2020-08-30")),
     find(SeriousBreachGround.DAYS_WITHOUT_LEAVE), law.NO_COUNTER_REACHED, "ground"),
    ("戒毒条例 22: fifteen days after a move", (*DETOX_RUNS, MOVED), fail("2020-05-21"),
     law.REPORTING_NOT_DUE, "established_on"),
    ("戒毒条例 23: not over", DETOX_RUNS, complete(DETOX_ID, "2022-06-08"), law.TERM_NOT_OVER,
     "completed_on"),
    ("戒毒条例 24: other grounds pause nothing", DETOX_RUNS, pause(DETOX_ID, PauseGround.OTHER),
     law.PAUSE_GROUND, "ground"),
    ("戒毒条例 27: three months", ISOLATED, transfer("2021-02-02"), law.TRANSFER_TOO_EARLY, "transferred_on"),
    ("戒毒条例 27: twelve months", ISOLATED, transfer("2021-11-03", FacilityRunBy.PUBLIC_SECURITY),
     law.TOO_LONG_WITH_POLICE, "run_by"),
    ("戒毒条例 31: into detox only", ISOLATED, change(REHAB, 12), law.CHANGE_TO_DETOX_ONLY, "to_kind"),
    ("戒毒条例 31: served time counts", ISOLATED, change(DETOX, 25), law.SERVED_TIME_COUNTS, "term_months"),
    ("戒毒条例 32: not early after escape", (*ISOLATED, ESCAPED, BACK, GOOD), early("2022-06-01"),
     law.NOT_AFTER_ESCAPE, "manner"),
    ("戒毒条例 32: escape does not count", (*ISOLATED, ESCAPED, BACK), at_expiry("2022-11-07"),
     law.ISOLATION_NOT_OVER, "released_on"),
    ("戒毒条例 36: no pause", ISOLATED, pause(ISOLATION_ID, PauseGround.ARRESTED), law.ISOLATION_RUNS_ON,
     "measure_id"),
    ("戒毒条例 36: no end in prison", ISOLATED, terminate(ISOLATION_ID, TerminationGround.IMPRISONED),
     law.ISOLATION_RUNS_ON, "ground"),
    ("戒毒条例 38: not early after rehab not kept", REHAB_NOT_KEPT, early("2024-04-01"),
     law.NOT_AFTER_REHAB_NOT_KEPT, "manner"),
    ("戒毒条例 40: rehab not over", REHAB_RUNS, complete(REHAB_ID, "2025-11-01"), law.TERM_NOT_OVER,
     "completed_on"),
    ("治安管理处罚法 12: below fourteen", (REGISTERED, born("2012-03-02")), detain(5), law.TOO_YOUNG,
     "decided_on"),
    ("治安管理处罚法 12: no fine either", (REGISTERED, born("2012-03-02")), punish("2026-03-01"),
     law.TOO_YOUNG, "decided_on"),
    ("治安管理处罚法 16: twenty days", (REGISTERED,), detain(21, is_combined=True), law.DETENTION_TOO_LONG,
     "term_days"),
    ("治安管理处罚法 23: below sixteen", (REGISTERED, born("2010-03-02"), AGAIN), enter(DETENTION_ID,
     "2026-03-01"),
     law.NOT_DETAINED, "measure_id"),
    ("治安管理处罚法 23: below eighteen, first time", (REGISTERED, born("2008-03-02"), AGAIN),
     enter(DETENTION_ID, "2026-03-01"), law.NOT_DETAINED, "measure_id"),
    ("治安管理处罚法 23: seventy", (REGISTERED, born("1956-03-01"), AGAIN), enter(DETENTION_ID, "2026-03-01"),
     law.NOT_DETAINED, "measure_id"),
    ("治安管理处罚法 23: pregnant", (REGISTERED, WOMAN, pregnant("2026-02-01"), replace(AGAIN,
     is_grave=True)),
     enter(DETENTION_ID, "2026-03-01"), law.NOT_DETAINED, "measure_id"),
    ("治安管理处罚法 84: between five and ten", (REGISTERED,), detain(7), law.DETENTION_TERM, "term_days"),
    ("治安管理处罚法 84: fifteen", (REGISTERED,), detain(16), law.DETENTION_TERM, "term_days"),
    ("治安管理处罚法 84: fine", (REGISTERED,), punish("2026-03-01", PenaltyKind.FINE, amount_cny=3001),
     law.FINE_TOO_HIGH, "amount_cny"),
    ("治安管理处罚法 84: no ban before 2026", (REGISTERED,), order(BAN, "2025-12-31", term_months=6),
     law.NO_BAN_YET, "kind"),
    ("治安管理处罚法 84: ban of six months", (REGISTERED,), order(BAN, "2026-01-01", term_months=5),
     law.BAN_TERM, "term_months"),
    ("治安管理处罚法 84: ban of a year", (REGISTERED,), order(BAN, "2026-01-01", term_days=366), law.BAN_TERM,
     "term_days"),
]  # fmt: skip

ALLOWED: list[tuple[str, tuple[Event, ...], Command]] = [
    ("禁毒法 33", KNOWN, order(DETOX, "2019-06-03")),
    ("禁毒法 38(1)(1) not reported", (*MILD_DETOX[:-1], refused(DETOX_ID, "2019-06-20")), order(ISOLATION,
     "2019-07-01")),
    ("禁毒法 38(1)(2) use in detox", (*MILD_DETOX, used("2020-06-01")), order(ISOLATION, "2020-06-03")),
    ("禁毒法 38(1)(3) breach", (*MILD_DETOX, *EVADED, breach(DETOX_ID, "2020-03-01")), order(ISOLATION,
     "2020-06-03")),
    ("禁毒法 38(1)(4) use after detox", (*MILD_DETOX, completed(DETOX_ID, "2022-06-10"), used("2023-01-01")),
     order(ISOLATION, "2023-01-02")),
    ("禁毒法 38(2) serious addiction", KNOWN, order(ISOLATION, "2019-06-03")),
    ("禁毒法 38(3) own request, term agreed", MILD, order(ISOLATION, "2019-06-03", at_own_request=True,
     term_months=6)),
    ("禁毒法 38 shown by document", MILD, order(ISOLATION, "2019-06-03",
     isolation_ground=IsolationGround.SERIOUS_BREACH, documents=(DOCUMENT,))),
    ("禁毒法 39 pregnant: detox instead", (*KNOWN, WOMAN, pregnant("2019-05-30")), order(DETOX,
     "2019-06-03")),
    ("禁毒法 39 infant of one year", (*KNOWN, WOMAN, nursing("2018-06-03")), order(ISOLATION, "2019-06-03")),
    ("禁毒法 39 below sixteen: may be", (*KNOWN, born("2004-01-01")), order(ISOLATION, "2019-06-03")),
    ("禁毒法 47 early after a year", (*ISOLATED, assessed("2021-11-02")), early("2021-11-02")),
    ("禁毒法 47 at expiry, on the last day", ISOLATED, at_expiry("2022-11-01")),
    ("禁毒法 47 extended by a year", (*ISOLATED, BAD), extend("2022-11-01", 12)),
    ("禁毒法 48", REHAB_RUNS[:-3], order(REHAB, "2022-11-02", term_months=36)),
    ("戒毒条例 9 used again after intake", (*KNOWN, VOLUNTARY, used("2020-03-04")), punish("2020-03-05")),
    ("戒毒条例 14 on the sixteenth day", DETOX_RUNS[:-1], fail("2019-06-20")),
    ("戒毒条例 20 departures", (*DETOX_RUNS, *[breach(DETOX_ID, f"2020-0{month}-01",
     BreachKind.DEPARTURE_WITHOUT_LEAVE)
     for month in (2, 4, 6)]), find(SeriousBreachGround.DEPARTURES_WITHOUT_LEAVE)),
    ("戒毒条例 20 thirty-one days", (*DETOX_RUNS, breach(DETOX_ID, "2020-08-01",
     BreachKind.DEPARTURE_WITHOUT_LEAVE),
     away(DETOX_ID, "2020-08-01", "2020-08-31")), find(SeriousBreachGround.DAYS_WITHOUT_LEAVE)),
    ("戒毒条例 22 time runs on", (*DETOX_RUNS, MOVED, reported(DETOX_ID, "2020-05-20")), complete(DETOX_ID,
     "2022-06-09")),
    ("戒毒条例 24 detention pauses detox", DETOX_RUNS, pause(DETOX_ID, PauseGround.DETAINED)),
    ("戒毒条例 24 prison ends detox", DETOX_RUNS, terminate(DETOX_ID, TerminationGround.IMPRISONED)),
    ("戒毒条例 27 after three months", ISOLATED, transfer("2021-02-03")),
    ("戒毒条例 27 late is told too", ISOLATED, transfer("2022-02-03")),
    ("戒毒条例 31 the rest", ISOLATED, change(DETOX, 24)),
    ("戒毒条例 31 the rest, not said", ISOLATED, change(DETOX, None)),
    ("治安管理处罚法 84 before 2026", (REGISTERED,), detain(7, "2025-12-31")),
    ("治安管理处罚法 84", (REGISTERED,), detain(15)),
    ("治安管理处罚法 84 lighter", (REGISTERED,), detain(5)),
    ("治安管理处罚法 79, another act", (REGISTERED,), detain(7, legal_basis="治安管理处罚法 79")),
    ("治安管理处罚法 16 together", (REGISTERED,), detain(18, is_combined=True)),
    ("治安管理处罚法 23 grave", (REGISTERED, born("2010-03-02"), replace(AGAIN, is_grave=True)),
     enter(DETENTION_ID, "2026-03-01")),
    ("治安管理处罚法 23 twice in a year", (REGISTERED, born("1956-03-01"), PENALTY, AGAIN),
     enter(DETENTION_ID, "2026-03-01")),
    ("治安管理处罚法 23 not the first time", (REGISTERED, born("2008-03-02"), PENALTY, AGAIN),
     enter(DETENTION_ID, "2026-03-01")),
    ("治安管理处罚法 84 ban", (REGISTERED,), order(BAN, "2026-01-01", term_months=12)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("history", "command", "rule", "field"), [pytest.param(*case, id=name) for name, *case in FORBIDDEN]
)
def test_forbidden(history: tuple[Event, ...], command: Command, rule: Rule, field: str) -> None:
    refusal = given(*history).when(command).then_refused(rule, field)
    assert refusal.rule.article


@pytest.mark.parametrize(("history", "command"), [pytest.param(*case, id=name) for name, *case in ALLOWED])
def test_allowed(history: tuple[Event, ...], command: Command) -> None:
    outcome = given(*history).when(command).outcome
    assert isinstance(outcome, list), f"{outcome}"
    assert outcome


@pytest.mark.parametrize(
    ("article", "rule"), [(name.partition(":")[0], rule) for name, _, _, rule, _ in FORBIDDEN]
)
def test_the_refusal_names_the_article(article: str, rule: Rule) -> None:
    statute, number = article.split(" ")
    cited = (rule.article or "").split("; ")
    assert any(
        one.startswith(statute) and number in one.removeprefix(statute).strip().split(", ") for one in cited
    )


def test_every_rule_of_law_is_tried() -> None:
    every = {rule.code for rule in vars(law).values() if isinstance(rule, Rule)}
    assert every == {rule.code for _, _, _, rule, _ in FORBIDDEN}
