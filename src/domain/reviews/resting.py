"""Which decisions of a record rest on an event of it: in one pass over the record, the earlier ones first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..correction.effective import effective, is_correction
from ..envelope import Recorded
from ..events import Event
from ..notes.events import DocumentAttached
from .basis import Basis
from .rests_on import RESTS_ON, events_named

History = Sequence[Recorded[Event]]


@dataclass(frozen=True, slots=True)
class Rested:
    """A decision that rests on a corrected event.

    `rests_on`: versions, on which it rests directly and that are the corrected event or lead to it.
    `is_named`: it names one of them itself.
    """

    version: int
    rests_on: tuple[int, ...]
    is_named: bool


def rested_on(history: History, corrected: int, changed: frozenset[str]) -> list[Rested]:
    """The decisions that count and rest on the event at a version, directly or by way of other decisions.

    `changed`: the fields of the event that are to be other than they were.
    """
    counting = {recorded.version: recorded for recorded in effective(history)}
    found: dict[int, Rested] = {}
    then: dict[int, Recorded[Event]] = {}
    for number, recorded in enumerate(history, 1):
        decision = counting.get(recorded.version)
        if decision is not None and recorded.version > corrected and type(decision.event) in RESTS_ON:
            grounds = {
                version: is_named
                for version in (corrected, *found)
                if version in then
                and (is_named := _rests(decision, then, version, changed if version == corrected else None))
                is not None
            }
            if grounds:
                found[recorded.version] = Rested(
                    recorded.version, tuple(sorted(grounds)), any(grounds.values())
                )
        if is_correction(recorded.event):
            then = {one.version: one for one in effective(history[:number])}
        else:
            then[recorded.version] = recorded
    return list(found.values())


def _rests(
    decision: Recorded[Event], then: dict[int, Recorded[Event]], version: int, changed: frozenset[str] | None
) -> bool | None:
    """Whether the decision rests on an event: True if it names it, False if its type does, None if not."""
    ground = then[version]
    if _is_named(decision, ground):
        return True
    of_its_type: bool | None = None
    for basis in RESTS_ON[type(decision.event)]:
        if not isinstance(ground.event, basis.kinds) or not basis.when(decision.event):
            continue
        if basis.fields is not None and changed is not None and not basis.fields & changed:
            continue
        if basis.joins(decision.event, ground.event) and (
            not basis.latest or _is_latest(basis, then, ground)
        ):
            if basis.names(decision.event):
                return True
            of_its_type = False
    return of_its_type


def _is_named(decision: Recorded[Event], ground: Recorded[Event]) -> bool:
    """By its id, as the cause, or by a document that both carry."""
    if ground.event_id in events_named(decision.event) or decision.causation_id == str(ground.event_id):
        return True
    if not decision.documents:
        return False
    return not _documents(decision).isdisjoint(_documents(ground))


def _documents(recorded: Recorded[Event]) -> frozenset[str]:
    attached = {recorded.event.document.sha256} if isinstance(recorded.event, DocumentAttached) else set()
    return frozenset(document.sha256 for document in recorded.documents) | attached


def _is_latest(basis: Basis, then: dict[int, Recorded[Event]], ground: Recorded[Event]) -> bool:
    """Whether the event is the last one of its kinds, or of the same test as the last one."""
    last = next(one for one in _backwards(then) if isinstance(one.event, basis.kinds))
    test: Any = getattr(last.event, "test_id", None)
    return last is ground or (test is not None and test == getattr(ground.event, "test_id", None))


def _backwards(then: dict[int, Recorded[Event]]) -> Iterator[Recorded[Event]]:
    return (then[version] for version in reversed(then))
