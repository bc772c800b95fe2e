"""A correction that makes what was decided unlawful is granted, and says what it contradicts."""

from dataclasses import replace
from datetime import date

import pytest
from api.reference_data.stories import play
from domain.correction.test_correction import history
from domain.histories import REGISTERED
from domain.measures.measure_cases import DETOX_ID, FOUND, ISOLATION_ID, MOVED, day
from spec import NEW_ID, NOW, POLICIES, WORKER, on

from domain.measures import law_cases as law
from tongxin.api.reference_data.county import county
from tongxin.domain.addiction.events import AddictionLevel
from tongxin.domain.commands import Context
from tongxin.domain.correction.asked_anew import COMMAND_OF
from tongxin.domain.correction.commands import CorrectEvent, CorrectionCommand, RetractEvent
from tongxin.domain.correction.contradictions import refused, unlawful_after
from tongxin.domain.correction.decide import decide
from tongxin.domain.correction.effective import is_correction
from tongxin.domain.correction.events import CorrectionEvent
from tongxin.domain.events import Event
from tongxin.domain.identity.events import IdentityCorrected, Sex
from tongxin.domain.measures import events as decisions
from tongxin.domain.measures.community_events import AbsenceRecorded, BreachRecorded
from tongxin.domain.measures.kinds import BreachKind, MeasureKind, ReleaseManner
from tongxin.domain.proposals.events import Proposal, ProposalReceived

CONTEXT = Context(now=NOW, occurred_at=NOW, actor=WORKER, new_id=NEW_ID, policies=POLICIES)
WOMAN = IdentityCorrected(occurred_at=on("2019-05-21"), sex=Sex.FEMALE)
ADDICTED = replace(FOUND, level=AddictionLevel.ADDICTED)
DETOX_ENDED = (*law.DETOX_RUNS, law.completed(DETOX_ID, "2022-06-10"))
RELEASED_EARLY = (
    *law.ISOLATED,
    law.assessed("2021-11-03"),
    decisions.PersonReleased(
        occurred_at=on("2021-11-05"),
        measure_id=ISOLATION_ID,
        released_on=day("2021-11-05"),
        manner=ReleaseManner.EARLY,
        decided_on=day("2021-11-04"),
        decider="同心县公安局",
    ),
)
PREGNANT = (*law.ISOLATED[:2], WOMAN, law.pregnant("2020-11-05"), *law.ISOLATED[2:])
NOT_REPORTED = (*law.DETOX_RUNS[:-1], law.refused(DETOX_ID, "2019-06-20"))
CHANGED = (
    *law.ISOLATED,
    ProposalReceived(
        occurred_at=on("2021-10-30"),
        measure_id=ISOLATION_ID,
        proposal=Proposal.CHANGE,
        received_on=day("2021-10-30"),
        proposed_by="宁夏回族自治区强制隔离戒毒所",
    ),
    decisions.MeasureChanged(
        occurred_at=on("2021-11-02"),
        measure_id=ISOLATION_ID,
        decided_on=day("2021-11-02"),
        decider="同心县公安局",
        to_kind=MeasureKind.COMMUNITY_DETOX,
        new_measure_id=DETOX_ID,
    ),
    decisions.MeasureOrdered(
        occurred_at=on("2021-11-02"),
        measure_id=DETOX_ID,
        kind=MeasureKind.COMMUNITY_DETOX,
        decided_on=day("2021-11-02"),
        decider="同心县公安局",
        follows_measure_id=ISOLATION_ID,
        term_months=24,
    ),
)


def change(target: int, **changes: object) -> CorrectEvent:
    return CorrectEvent(target=target, changes=changes, reason="录入有误")


def retract(target: int) -> RetractEvent:
    return RetractEvent(target=target, reason="录错人")


CASES: list[tuple[str, tuple[Event, ...], CorrectionCommand, list[tuple[int, str, str | None]]]] = [
    # what, history, correction, (version, rule, article) that it contradicts
    ("禁毒法 33: reported later, so ended too early", DETOX_ENDED,
     change(5, reported_on=day("2019-07-10"), occurred_at=on("2019-07-10")),
     [(6, "term-not-over", "戒毒条例 23, 40")]),
    ("禁毒法 33: the finding never was", law.DETOX_RUNS, retract(2),
     [(3, "not-found-addicted", "禁毒法 33, 38")]),
    ("禁毒法 38: addicted, but not seriously", law.ISOLATED, change(2, level=AddictionLevel.ADDICTED),
     [(3, "no-isolation-ground", "禁毒法 38")]),
    ("禁毒法 39: pregnant already when it was ordered", PREGNANT,
     change(4, established_on=day("2020-10-01"), occurred_at=on("2020-10-01")),
     [(5, "isolation-of-pregnant", "禁毒法 39"), (7, "isolation-of-pregnant", "禁毒法 39")]),
    ("禁毒法 40: never served", law.ISOLATED, retract(4), [(5, "isolation-not-served-before", "禁毒法 40")]),
    ("禁毒法 47: decided later, so released too early", RELEASED_EARLY,
     change(3, decided_on=day("2020-12-02"), occurred_at=on("2020-12-02")),
     [(4, "dates-out-of-order", None), (5, "dates-out-of-order", None),
      (7, "release-too-early", "禁毒法 47")]),
    ("戒毒条例 14: served later, so not late", NOT_REPORTED,
     change(4, served_on=day("2019-06-10"), occurred_at=on("2019-06-10")),
     [(5, "reporting-not-due", "戒毒条例 14, 22, 38")]),
    ("戒毒条例 31: less was served, so more is left", CHANGED,
     change(3, decided_on=day("2020-10-02"), occurred_at=on("2020-10-02")),
     [(7, "served-time-counts", "戒毒条例 31")]),
    ("what rests on a measure that never was", law.DETOX_RUNS, retract(3),
     [(4, "unknown-measure", None), (5, "unknown-measure", None)]),
    ("nothing", DETOX_ENDED, change(5, area="640324101"), []),
    ("nothing either: a move that rests on nothing", (*law.DETOX_RUNS, MOVED), retract(6), []),
]  # fmt: skip


def asked(events: tuple[Event, ...], command: CorrectionCommand) -> CorrectionEvent:
    event, *_reviews = decide(history(*events), command, CONTEXT)
    assert isinstance(event, CorrectionEvent)
    return event


@pytest.mark.parametrize(
    ("events", "command", "expected"), [pytest.param(*case, id=name) for name, *case in CASES]
)
def test_what_a_correction_contradicts_is_recorded_with_it(
    events: tuple[Event, ...], command: CorrectionCommand, expected: list[tuple[int, str, str | None]]
) -> None:
    event = asked(events, command)
    assert [(one.version, one.rule, one.article) for one in event.contradictions] == expected
    found = unlawful_after(history(*events), replace(event, contradictions=()), POLICIES)
    assert [(version, rule.code) for version, rule in found] == [one[:2] for one in expected]


def test_only_what_this_correction_contradicts_is_named() -> None:
    """What an earlier one had made unlawful already is said there."""
    first = asked(DETOX_ENDED, change(5, reported_on=day("2019-07-10")))
    again = asked((*DETOX_ENDED, first), change(4, served_on=day("2019-06-05")))
    assert [one.version for one in first.contradictions] == [6]
    assert again.contradictions == ()


def test_a_correction_taken_back_contradicts_nothing_any_more() -> None:
    first = asked(DETOX_ENDED, change(5, reported_on=day("2019-07-10")))
    back = asked((*DETOX_ENDED, first), retract(7))
    assert back.contradictions == ()
    assert refused(history(*DETOX_ENDED, first, back), POLICIES) == {}


def test_an_absence_is_asked_anew_with_its_departure() -> None:
    departed = law.breach(DETOX_ID, "2020-08-01", BreachKind.DEPARTURE_WITHOUT_LEAVE)
    absent = law.away(DETOX_ID, "2020-08-01", "2020-08-05")
    assert [type(one) for one in (departed, absent)] == [BreachRecorded, AbsenceRecorded]
    assert refused(history(*law.DETOX_RUNS, departed, absent), POLICIES) == {}


def test_lives_asked_anew_are_granted_again() -> None:
    """So nothing is named that stood before: the synthetic lives hold nearly every kind of event."""
    kinds = set[type[Event]]()
    for story in county(7, 300).people():
        recorded = play(story)
        if not any(is_correction(one.event) for one in recorded):
            kinds |= {type(one.event) for one in recorded}
            assert refused(recorded, POLICIES) == {}
    assert len(COMMAND_OF.keys() & kinds) > len(COMMAND_OF) / 2


def test_birth_dates_are_looked_at_too() -> None:
    born_2012 = change(1, birth_date=date(2012, 3, 15), identity_number=None)
    detention = law.order(MeasureKind.DETENTION, "2026-03-01", term_days=5)
    decided = decisions.MeasureOrdered.of(detention, replace(CONTEXT, occurred_at=on("2026-03-01")))
    registered = replace(REGISTERED, identity_number=None)
    event = asked((registered, decided), born_2012)
    assert [(one.version, one.rule) for one in event.contradictions] == [(2, "no-penalty-below-fourteen")]
