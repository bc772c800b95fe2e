"""In which tier, where, and whether in the county was each person when? One row a period without a change."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from ..domain.calendar import law_date
from ..domain.classification.events import TierAssigned
from ..domain.correction.effective import is_correction
from ..domain.envelope import Recorded
from ..domain.events import Event
from ..domain.identity import events as identity
from .projection import Key, Part, Projection, Rows

PRESENT, ABROAD, DEAD = "present", "abroad", "dead"
_STANDING: dict[type[Event], str] = {
    identity.PersonDied: DEAD,
    identity.PersonEmigrated: ABROAD,
    identity.PersonReturned: PRESENT,
}
_EVENTS = (identity.PersonRegistered, identity.ResidenceChanged, TierAssigned, *_STANDING)


@dataclass(slots=True)
class ChangeOfPeriod:
    """What became another on a day; what did not is None."""

    day: date
    area: str | None = None
    tier: str | None = None
    standing: str | None = None


@dataclass(slots=True)
class PersonChanges:
    """The changes of a person, in the order of recording."""

    stream: UUID
    changes: list[ChangeOfPeriod] = field(default_factory=list)


@dataclass(slots=True)
class PersonPeriod:
    """From `since` to before `until` (None: still). `tier` None: no officer had assigned one."""

    stream: UUID
    since: date
    until: date | None
    area: str | None
    tier: str | None
    standing: str


def keys(recorded: Recorded[Event]) -> list[Key]:
    """The row that an event concerns, if it concerns one."""
    event = recorded.event
    return [(recorded.stream,)] if isinstance(event, _EVENTS) or is_correction(event) else []


def fold_changes(rows: Rows[PersonChanges], recorded: Recorded[Event]) -> None:
    """Note what an event changed of a person's tier, area and standing."""
    event = recorded.event
    if not isinstance(event, _EVENTS):
        return
    day = law_date(event.occurred_at)
    if isinstance(event, identity.PersonRegistered):
        change = ChangeOfPeriod(day, area=event.residence_area, standing=PRESENT)
        rows.put(PersonChanges(recorded.stream, [change]))
        return
    if (row := rows.take((recorded.stream,))) is None:
        return
    if isinstance(event, identity.ResidenceChanged):
        row.changes.append(ChangeOfPeriod(day, area=event.residence_area))
    elif isinstance(event, TierAssigned):
        row.changes.append(ChangeOfPeriod(day, tier=event.tier))
    else:
        row.changes.append(ChangeOfPeriod(day, standing=_STANDING[type(event)]))


def periods(row: PersonChanges) -> Iterator[PersonPeriod]:
    """The periods between changes, in order; of several changes on a day, the last recorded holds."""
    area, standing = row.changes[0].area, PRESENT  # where the person lived before the register is not known
    tier: str | None = None
    open_: PersonPeriod | None = None
    for change in sorted(row.changes, key=lambda change: change.day):
        area, tier, standing = change.area or area, change.tier or tier, change.standing or standing
        if open_ is not None and (open_.area, open_.tier, open_.standing) == (area, tier, standing):
            continue
        if open_ is not None and open_.since < change.day:
            open_.until = change.day
            yield open_
        open_ = PersonPeriod(row.stream, change.day, None, area, tier, standing)
    if open_ is not None:
        yield open_


PERSON_PERIODS = Projection(
    name="person_changes",
    version=1,
    row=PersonChanges,
    key=("stream",),
    keys=keys,
    fold=fold_changes,
    refolds=True,
    reads=dict.fromkeys(_EVENTS),
    part=Part(
        name="person_periods",
        row=PersonPeriod,
        key=("stream", "since"),
        owner=("stream",),
        of=periods,
    ),
)
