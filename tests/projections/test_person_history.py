"""The history rows: each event is there, and what no longer counts says by which version."""

import pytest
from domain.histories import REGISTERED
from projections.recorded import STREAM, folded, recorded
from spec import on

from tongxin.domain.correction.effective import effective
from tongxin.domain.correction.events import EventCorrected, EventRetracted
from tongxin.domain.events import Event
from tongxin.domain.identity.events import PersonDied, ResidenceChanged
from tongxin.projections.person_history import PERSON_HISTORY, HistoryEntry

DIED = PersonDied(occurred_at=on("2021-01-01"))
MOVED = ResidenceChanged(occurred_at=on("2020-01-01"), residence_area="640324101")
RIGHT = PersonDied(occurred_at=on("2021-02-02"))
Mark = tuple[int, str] | None


def corrected(target: int) -> Event:
    return EventCorrected(occurred_at=on("2022-01-01"), target=target, replacement=RIGHT)


def retracted(target: int) -> Event:
    return EventRetracted(occurred_at=on("2022-01-01"), target=target)


def marks(*events: Event) -> list[Mark]:
    """By what each event is superseded."""
    rows = folded(PERSON_HISTORY, recorded([REGISTERED, *events]))
    entries: list[HistoryEntry] = [rows[STREAM, version] for version in range(1, len(events) + 2)]
    return [e.superseded_by and (e.superseded_by, str(e.superseded_how)) for e in entries]  # type: ignore[misc]


BY: dict[str, tuple[list[Event], dict[int, tuple[int, str]]]] = {
    "nothing": ([DIED, MOVED], {}),
    "a correction": ([DIED, corrected(2)], {2: (3, "corrected")}),
    "a retraction": ([DIED, retracted(2)], {2: (3, "retracted")}),
    "the latest correction": (
        [DIED, corrected(2), corrected(2), corrected(2)],
        {2: (5, "corrected"), 3: (4, "corrected"), 4: (5, "corrected")},
    ),
    "nothing, its correction being retracted": ([DIED, corrected(2), retracted(3)], {3: (4, "retracted")}),
    "the correction before, the latest being retracted": (
        [DIED, corrected(2), corrected(2), retracted(4)],
        {2: (3, "corrected"), 4: (5, "retracted")},
    ),
    "the latest, the one before being retracted": (
        [DIED, corrected(2), corrected(2), retracted(3)],
        {2: (4, "corrected"), 3: (5, "retracted")},
    ),
    "the first, the other two being retracted": (
        [DIED, corrected(2), corrected(2), corrected(2), retracted(4), retracted(5)],
        {2: (3, "corrected"), 4: (6, "retracted"), 5: (7, "retracted")},
    ),
    "the retraction, whatever was corrected": (
        [DIED, corrected(2), retracted(2)], {2: (4, "retracted")},
    ),
    "the retraction, its correction being retracted after it": (
        [DIED, corrected(2), retracted(2), retracted(3)], {2: (4, "retracted"), 3: (5, "retracted")},
    ),
    "each its own": (
        [DIED, MOVED, corrected(2), corrected(3), retracted(4)],
        {3: (5, "corrected"), 4: (6, "retracted")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BY)
def test_an_event_is_superseded_by(name: str) -> None:
    events, expected = BY[name]
    assert marks(*events) == [expected.get(version) for version in range(1, len(events) + 2)]


@pytest.mark.parametrize("name", BY)
def test_what_is_not_superseded_is_what_counts_as_recorded(name: str) -> None:
    events, _ = BY[name]
    history = recorded([REGISTERED, *events])
    counting = {one.version: one.event for one in effective(history)}
    for one, mark in zip(history, marks(*events), strict=True):
        if isinstance(one.event, EventCorrected | EventRetracted):
            continue
        assert (one.version not in counting) == (mark is not None and mark[1] == "retracted")
        assert (counting.get(one.version, one.event) is not one.event) == (
            mark is not None and mark[1] == "corrected"
        )


def test_an_entry_names_who_when_and_why() -> None:
    entry = folded(PERSON_HISTORY, recorded([REGISTERED]))[STREAM, 1]
    assert (entry.type, entry.occurred_at) == ("person.registered/1", REGISTERED.occurred_at)
    assert (entry.actor_user, entry.actor_role, entry.actor_unit) == ("ma.li", "case_worker", "640324100")
    assert (entry.correlation_id, entry.position) == ("c1", 10)
