"""Two records, one person or two: who decides, what is recorded, and what is refused."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from domain.histories import REGISTERED
from spec import NEW_ID, NOW, OFFICER, POLICIES, on

from tongxin.domain.commands import Actor, Command, Context
from tongxin.domain.duplicates import rules
from tongxin.domain.duplicates.commands import DismissDuplicate, MergePersons, UnmergePersons
from tongxin.domain.duplicates.counterpart import Counterpart
from tongxin.domain.duplicates.events import (
    DuplicateDismissed,
    PersonMerged,
    PersonMergedInto,
    PersonUnmerged,
    PersonUnmergedFrom,
    counterpart_of,
)
from tongxin.domain.duplicates.scoring import Feature
from tongxin.domain.events import Event
from tongxin.domain.handover.events import HandoverOffered
from tongxin.domain.identity.events import PersonDied
from tongxin.domain.measures.events import MeasureOrdered
from tongxin.domain.measures.kinds import MeasureKind
from tongxin.domain.notes.commands import AddNote
from tongxin.domain.notes.events import NoteTopic
from tongxin.domain.person import decider, state
from tongxin.domain.refusals import Refused, Rule

THIS, OTHER, THIRD = (UUID(int=n) for n in (1, 2, 3))
DAY = on("2026-05-02")
AGREED = (Feature.NAME_SOUND, Feature.BIRTH_SAME)
MERGED = PersonMerged(
    occurred_at=DAY, other=OTHER, other_version=1, has_number=True, agreed=AGREED, decided_by="wang.jun",
    reason="户口簿",
)  # fmt: skip
MERGED_INTO = PersonMergedInto(occurred_at=DAY, kept=THIS, decided_by="wang.jun")
MERGE = MergePersons(occurred_at=DAY, other=OTHER, reason="户口簿")
UNMERGE = UnmergePersons(occurred_at=DAY, other=OTHER, reason="两人")
NOTE = AddNote(occurred_at=DAY, topic=NoteTopic.FAMILY, text="?")
DISMISS = DismissDuplicate(occurred_at=DAY, other=OTHER, reason="孪生兄弟")
ORDERED = MeasureOrdered(
    occurred_at=on("2026-04-01"), measure_id=UUID(int=9), kind=MeasureKind.COMMUNITY_DETOX,
    decided_on=date(2026, 4, 1), decider="同心县公安局",
)  # fmt: skip
OFFERED = HandoverOffered(
    occurred_at=on("2026-04-01"),
    handover_id=UUID(int=9),
    from_unit="640324",
    to_unit="640324100",
    to_area="640324100",
)


@dataclass
class Two:
    """Two records, each with its history; then one command on the first."""

    this: list[Event]
    other: list[Event] | None
    has_number: bool = True
    other_id: UUID = OTHER

    def when(self, command: Command, by: Actor = OFFICER) -> list[Event] | Refused:
        person = None if self.other is None else state.fold(self.other)
        counterpart = Counterpart(
            this=THIS, other=self.other_id, version=len(self.other or ()), person=person, agreed=AGREED,
            has_number=self.has_number,
        )  # fmt: skip
        context = Context(
            now=NOW, occurred_at=DAY, actor=by, new_id=NEW_ID, policies=POLICIES, counterpart=counterpart
        )
        try:
            return decider.decide(state.fold(self.this), command, context)
        except Refused as refused:
            return refused


def refused(outcome: list[Event] | Refused, rule: Rule, field: str | None = "other") -> None:
    assert isinstance(outcome, Refused), outcome
    assert (outcome.rule.code, outcome.field) == (rule.code, field)
    assert "{" not in f"{outcome}{outcome.zh}"


def test_a_merging_is_told_in_both_records() -> None:
    assert Two([REGISTERED], [REGISTERED]).when(MERGE) == [MERGED]
    assert counterpart_of(MERGED, THIS) == (OTHER, MERGED_INTO)


def test_an_unmerging_is_told_in_both_records() -> None:
    (event,) = Two([REGISTERED, MERGED], [REGISTERED, MERGED_INTO]).when(UNMERGE)  # type: ignore[misc]
    assert event == PersonUnmerged(
        occurred_at=DAY, other=OTHER, agreed=AGREED, decided_by="wang.jun", reason="两人"
    )
    told = PersonUnmergedFrom(occurred_at=DAY, kept=THIS, decided_by="wang.jun")
    assert counterpart_of(event, THIS) == (OTHER, told)


def test_a_dismissal_says_in_what_the_records_agreed() -> None:
    told = DuplicateDismissed(
        occurred_at=DAY, other=OTHER, agreed=AGREED, decided_by="wang.jun", reason="孪生兄弟"
    )
    assert Two([REGISTERED], [REGISTERED]).when(DISMISS) == [told]
    assert counterpart_of(told, THIS) is None


@pytest.mark.parametrize("command", [MERGE, UNMERGE, DISMISS])
def test_no_system_decides(command: Command) -> None:
    system = replace(OFFICER, role="system")
    refused(Two([REGISTERED], [REGISTERED]).when(command, system), rules.DUPLICATES_BY_SYSTEM, None)


@pytest.mark.parametrize("command", [MERGE, UNMERGE, DISMISS])
def test_the_other_record_is_another_person(command: Command) -> None:
    refused(Two([REGISTERED], None).when(command), rules.OTHER_UNKNOWN)
    refused(Two([REGISTERED], [REGISTERED], other_id=THIS).when(command), rules.OTHER_IS_THIS)


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        ([REGISTERED, replace(MERGED_INTO, kept=THIRD)], rules.OTHER_MERGED_ELSEWHERE),
        ([REGISTERED, replace(MERGED, other=THIRD)], rules.OTHER_HOLDS_MERGED),
        ([REGISTERED, ORDERED], rules.OTHER_HAS_OPEN_MATTERS),
        ([REGISTERED, OFFERED], rules.OTHER_HAS_OPEN_MATTERS),
        ([REGISTERED, PersonDied(occurred_at=DAY)], rules.STANDINGS_DIFFER),
    ],
)
def test_what_is_not_merged(other: list[Event], rule: Rule) -> None:
    refused(Two([REGISTERED], other).when(MERGE), rule)


def test_what_is_open_in_the_kept_record_is_gone_on_with() -> None:
    assert Two([REGISTERED, ORDERED], [REGISTERED]).when(MERGE) == [MERGED]


def test_records_of_one_who_has_died_are_merged_too() -> None:
    died = PersonDied(occurred_at=on("2026-04-01"))
    assert Two([REGISTERED, died], [REGISTERED, died]).when(MERGE) == [replace(MERGED, other_version=2)]


def test_only_what_was_merged_is_unmerged() -> None:
    refused(Two([REGISTERED], [REGISTERED]).when(UNMERGE), rules.NOT_MERGED)


def test_a_number_that_the_kept_record_has_made_its_own_stays_until_it_is_corrected() -> None:
    two = Two([REGISTERED, MERGED], [REGISTERED, MERGED_INTO], has_number=False)
    refused(two.when(UNMERGE), rules.NUMBER_IN_USE)


@pytest.mark.parametrize("command", [NOTE, MERGE, UNMERGE, DISMISS])
def test_a_merged_record_takes_no_command_and_names_the_kept_one(command: Any) -> None:
    outcome = Two([REGISTERED, MERGED_INTO], [REGISTERED]).when(command)
    refused(outcome, rules.MERGED_ELSEWHERE, None)
    assert str(THIS) in str(outcome)


def test_it_takes_them_again_once_it_is_unmerged() -> None:
    told = PersonUnmergedFrom(occurred_at=DAY, kept=THIS, decided_by="wang.jun")
    assert isinstance(Two([REGISTERED, MERGED_INTO, told], None).when(NOTE), list)
