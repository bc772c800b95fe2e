"""Correcting and retracting events of a stream."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from spec import NEW_ID, NOW, WORKER, on

from tongxin.domain.commands import Context
from tongxin.domain.correction import rules
from tongxin.domain.correction.commands import CorrectEvent, CorrectionCommand, RetractEvent
from tongxin.domain.correction.decide import decide
from tongxin.domain.correction.effective import effective
from tongxin.domain.correction.events import EventCorrected, EventRetracted
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.domain.identity import rules as identity_rules
from tongxin.domain.identity.events import PersonDied
from tongxin.domain.person import rules as person_rules
from tongxin.domain.person.state import fold
from tongxin.domain.refusals import Refused, Rule
from tongxin.domain.screening.events import PersonScreened, ScreeningOutcome

PERSON = UUID("01970000-0000-7000-8000-00000000000a")
CONTEXT = Context(now=NOW, occurred_at=NOW, actor=WORKER, new_id=NEW_ID)
SCREENED = PersonScreened(occurred_at=on("2020-01-01"), outcome=ScreeningOutcome.NO_FINDING)
DIED = PersonDied(occurred_at=on("2021-01-10"))


def history(*events: Event) -> list[Recorded[Event]]:
    return [
        Recorded(PERSON, version, version, event, NEW_ID, NOW, WORKER, "c", "k")
        for version, event in enumerate(events, 1)
    ]


def refused(command: CorrectionCommand, rule: Rule, field: str, *events: Event) -> None:
    with pytest.raises(Refused) as refusal:
        decide(history(*events), command, CONTEXT)
    assert (refusal.value.rule, refusal.value.field) == (rule, field)
    assert str(refusal.value)
    assert refusal.value.zh


def counting(*events: Event) -> list[Event]:
    return [recorded.event for recorded in effective(history(*events))]


NOT_FOUND = replace(SCREENED, outcome=ScreeningOutcome.NOT_FOUND)
CORRECTED = EventCorrected(occurred_at=NOW, target=2, replacement=NOT_FOUND, reason="选错")
RETRACTED = EventRetracted(occurred_at=NOW, target=2, reason="录错人")


def test_an_event_is_corrected() -> None:
    command = CorrectEvent(target=2, changes={"outcome": ScreeningOutcome.NOT_FOUND}, reason="选错")
    assert decide(history(REGISTERED, SCREENED), command, CONTEXT) == [CORRECTED]
    assert counting(REGISTERED, SCREENED, CORRECTED) == [REGISTERED, NOT_FOUND]


def test_a_corrected_event_is_corrected_again_from_how_it_counts_now() -> None:
    command = CorrectEvent(target=2, changes={"campaign": "清隐"}, reason="补充")
    [again] = decide(history(REGISTERED, SCREENED, CORRECTED), command, CONTEXT)
    assert counting(REGISTERED, SCREENED, CORRECTED, again) == [
        REGISTERED,
        replace(NOT_FOUND, campaign="清隐"),
    ]


def test_an_event_is_retracted_and_no_longer_counts() -> None:
    retract = RetractEvent(target=2, reason="录错人")
    assert decide(history(REGISTERED, DIED), retract, CONTEXT) == [RETRACTED]
    assert fold(counting(REGISTERED, DIED)).identity.died_at is not None
    assert fold(counting(REGISTERED, DIED, RETRACTED)).identity.died_at is None


def test_a_retracted_correction_leaves_its_target_as_it_was() -> None:
    retract = EventRetracted(occurred_at=NOW, target=3)
    assert decide(
        history(REGISTERED, SCREENED, CORRECTED), RetractEvent(target=3, reason="误改"), CONTEXT
    ) == [replace(retract, reason="误改")]
    assert counting(REGISTERED, SCREENED, CORRECTED, retract) == [REGISTERED, SCREENED]


def test_what_is_not_there_is_not_corrected() -> None:
    refused(
        CorrectEvent(target=3, changes={}, reason="?"), rules.UNKNOWN_EVENT, "target", REGISTERED, SCREENED
    )
    refused(RetractEvent(target=3, reason="?"), rules.UNKNOWN_EVENT, "target", REGISTERED, SCREENED)


def test_corrections_are_not_corrected() -> None:
    correct = CorrectEvent(target=3, changes={}, reason="?")
    refused(correct, rules.NOT_CORRECTABLE, "target", REGISTERED, SCREENED, CORRECTED)
    refused(
        RetractEvent(target=3, reason="?"), rules.NOT_CORRECTABLE, "target", REGISTERED, SCREENED, RETRACTED
    )


def test_what_is_retracted_is_neither_corrected_nor_retracted_again() -> None:
    correct = CorrectEvent(target=2, changes={"campaign": "清隐"}, reason="?")
    refused(correct, rules.RETRACTED_ALREADY, "target", REGISTERED, SCREENED, RETRACTED)
    refused(
        RetractEvent(target=2, reason="?"), rules.RETRACTED_ALREADY, "target", REGISTERED, SCREENED, RETRACTED
    )


def test_the_beginning_of_a_record_is_not_retracted() -> None:
    refused(RetractEvent(target=1, reason="?"), rules.BEGINNING_NOT_RETRACTABLE, "target", REGISTERED)


def test_a_correction_changes_something() -> None:
    same = CorrectEvent(target=2, changes={"outcome": ScreeningOutcome.NO_FINDING}, reason="?")
    refused(same, rules.CHANGES_NOTHING, "changes", REGISTERED, SCREENED)


def test_nothing_is_corrected_into_the_future() -> None:
    later = CorrectEvent(target=2, changes={"occurred_at": on("2030-01-01")}, reason="?")
    refused(later, person_rules.IN_FUTURE, "changes", REGISTERED, SCREENED)
    late = replace(CONTEXT, occurred_at=on("2030-01-01"))
    with pytest.raises(Refused, match="must have happened"):
        decide(history(REGISTERED, SCREENED), RetractEvent(target=2, reason="?"), late)


def test_a_correction_makes_nothing_possible_that_is_not() -> None:
    def changed(**changes: object) -> CorrectEvent:
        return CorrectEvent(target=1, changes=changes, reason="?")

    refused(changed(residence_area="640399"), identity_rules.UNKNOWN_AREA, "changes", REGISTERED)
    refused(changed(birth_date=date(2020, 1, 1)), person_rules.BEFORE_BIRTH, "changes", REGISTERED)
    wrong = changed(identity_number="999999198803150017")
    refused(wrong, identity_rules.IDENTITY_NUMBER_CHECK, "identity_number", REGISTERED)
