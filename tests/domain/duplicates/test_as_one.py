"""Records of one person read as one: no event is lost or told twice, corrections keep to their events."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from domain.histories import REGISTERED
from hypothesis import given as any_of
from hypothesis import strategies as st
from spec import NOW, OFFICER, on

from tongxin.domain.correction.effective import effective
from tongxin.domain.correction.events import EventCorrected, EventRetracted
from tongxin.domain.duplicates.as_one import as_one, merged_into
from tongxin.domain.duplicates.events import PersonMerged, PersonUnmerged
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.domain.identity.events import IdentityCorrected
from tongxin.domain.moment import Moment
from tongxin.domain.screening.events import PersonScreened, ScreeningOutcome

KEPT, OTHER = UUID(int=1), UUID(int=2)
SCREENED = PersonScreened(occurred_at=on("2020-01-01"), outcome=ScreeningOutcome.NO_FINDING)
MERGED = PersonMerged(
    occurred_at=on("2021-01-01"), other=OTHER, other_version=1, has_number=False, decided_by="wang.jun"
)
UNMERGED = PersonUnmerged(occurred_at=on("2022-01-01"), other=OTHER, decided_by="wang.jun")


def recorded(*told: tuple[UUID, Event]) -> dict[UUID, list[Recorded[Event]]]:
    """Events of both records, in the order in which they were recorded."""
    found: dict[UUID, list[Recorded[Event]]] = {KEPT: [], OTHER: []}
    for position, (stream, event) in enumerate(told, 1):
        version = len(found[stream]) + 1
        at = NOW + timedelta(seconds=position)
        found[stream].append(
            Recorded(stream, version, position, event, uuid4(), at, OFFICER, "c", f"k{position}")
        )
    return found


def test_which_records_are_merged_at_which_moment() -> None:
    history = recorded((KEPT, REGISTERED), (KEPT, MERGED), (KEPT, UNMERGED))[KEPT]
    assert merged_into(history[:2]) == (OTHER,)
    assert merged_into(history) == ()
    assert merged_into(history, Moment(as_of=on("2020-12-31"))) == ()
    assert merged_into(history, Moment(as_of=on("2021-06-01"))) == (OTHER,)
    assert merged_into(history, Moment(known_at=history[1].recorded_at)) == (OTHER,)


def test_the_kept_record_says_who_the_person_is() -> None:
    wrong = IdentityCorrected(occurred_at=on("2020-01-01"), birth_date=date(1990, 1, 1))
    told = recorded(
        (OTHER, REGISTERED), (OTHER, wrong), (OTHER, SCREENED), (KEPT, REGISTERED), (KEPT, MERGED)
    )
    one = as_one(told[KEPT], {OTHER: told[OTHER]})
    assert [recorded.event for recorded in one] == [REGISTERED, SCREENED, MERGED]


def test_a_correction_of_the_other_record_is_about_its_event() -> None:
    suspect = replace(SCREENED, outcome=ScreeningOutcome.SUSPECTED_USE)
    corrected = EventCorrected(occurred_at=on("2020-02-01"), target=2, replacement=suspect)
    told = recorded(
        (KEPT, REGISTERED), (KEPT, MERGED), (OTHER, REGISTERED), (OTHER, SCREENED), (OTHER, corrected)
    )
    one = as_one(told[KEPT], {OTHER: told[OTHER]})
    assert [recorded.event for recorded in effective(one)] == [REGISTERED, MERGED, suspect]


steps = st.lists(
    st.tuples(st.sampled_from([KEPT, OTHER]), st.sampled_from(["screen", "retract"])), max_size=12
)


@any_of(steps)
def test_what_counts_of_both_counts_once_whatever_was_retracted(taken: list[tuple[UUID, str]]) -> None:
    told: list[tuple[UUID, Event]] = [(KEPT, REGISTERED), (OTHER, REGISTERED)]
    length = {KEPT: 1, OTHER: 1}
    for stream, kind in taken:
        is_retraction = kind == "retract" and length[stream] > 1
        retracted = EventRetracted(occurred_at=on("2020-03-01"), target=length[stream])
        told.append((stream, retracted if is_retraction else SCREENED))
        length[stream] += 1
    both = recorded(*told)
    apart = {one.event_id for stream in both for one in effective(both[stream])}
    one = as_one(both[KEPT], {OTHER: both[OTHER]})
    assert [recorded.version for recorded in one] == list(range(1, len(one) + 1))
    assert {recorded.event_id for recorded in effective(one)} == apart - {both[OTHER][0].event_id}
    assert {recorded.stream for recorded in one} == {KEPT}
