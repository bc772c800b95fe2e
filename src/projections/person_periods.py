"""How did each person stand, and when? One row a period without a change: area, tier, measure, work …"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from .measure_standing import CUSTODIAL, Stretch, stretches
from .person_changes import (
    CHANGING,
    JOB,
    PRESENT,
    SUPPORT,
    ChangeOfPeriod,
    PersonChanges,
    fold_changes,
    keys,
)
from .projection import Part, Projection


@dataclass(slots=True)
class PersonPeriod:
    """From `since` to before `until` (None: still). `tier` None: no officer had assigned one.

    `abstinent`: three years confirmed. `measure`, `measure_kind`: how a community measure stood; None: there
    was none, or it had expired. What follows from a date alone, such as an expiry, stands there ahead of it.
    """

    stream: UUID
    since: date
    until: date | None
    area: str | None
    tier: str | None
    standing: str
    worker: str | None = None
    out_of_contact: bool = False
    abstinent: bool = False
    measure: str | None = None
    measure_kind: str | None = None
    in_custody: bool = False
    employed: bool = False
    assisted: bool = False
    born: date | None = None


def periods(row: PersonChanges) -> Iterator[PersonPeriod]:
    """The periods between changes, in order; of several changes on a day, the last recorded holds."""
    changes = sorted(row.changes, key=lambda change: change.day)
    lasting = list(stretches(row.measures))
    first = changes[0].day
    bounds = {day for one in lasting for day in (one.since, one.until)}
    bounds |= {day for one in row.spans.values() for day in (one.since, one.until or date.max)}
    days = sorted({change.day for change in changes} | {day for day in bounds if first < day < date.max})
    workers: list[str] = []
    now = PersonPeriod(row.stream, first, None, row.changes[0].area, None, PRESENT, born=row.born)
    # where the person lived before the register is not known
    open_: PersonPeriod | None = None
    at = 0
    for day in days:
        while at < len(changes) and changes[at].day <= day:
            _apply(now, workers, changes[at])
            at += 1
        _set_lasting(now, row, lasting, day)
        if open_ is not None and _without_days(open_) == _without_days(now):
            continue
        if open_ is not None:
            open_.until = day
            yield open_
        open_ = _from(now, day)
    if open_ is not None:
        yield open_


def _apply(now: PersonPeriod, workers: list[str], change: ChangeOfPeriod) -> None:
    now.area, now.tier = change.area or now.area, change.tier or now.tier
    now.standing = change.standing or now.standing
    now.out_of_contact = now.out_of_contact if change.lost is None else change.lost
    now.abstinent = now.abstinent if change.abstinent is None else change.abstinent
    for worker in {change.assigned, change.dismissed} & {*workers}:
        workers.remove(worker or "")
    if change.assigned is not None:
        workers.append(change.assigned)
    now.worker = workers[-1] if workers else None


def _set_lasting(now: PersonPeriod, row: PersonChanges, lasting: list[Stretch], day: date) -> None:
    """Which measures, work and help there were on a day."""
    there = [one for one in lasting if one.since <= day < one.until]
    now.in_custody = any(one.standing == CUSTODIAL for one in there)
    community = [one for one in there if one.standing != CUSTODIAL]
    latest = max(community, key=lambda one: one.decided_on, default=None)
    now.measure, now.measure_kind = (None, None) if latest is None else (latest.standing, latest.kind)
    kinds = {
        one.kind for one in row.spans.values() if one.since <= day and (one.until is None or day < one.until)
    }
    now.employed, now.assisted = JOB in kinds, SUPPORT in kinds


def _without_days(period: PersonPeriod) -> tuple[Any, ...]:
    return tuple(getattr(period, name) for name in _STATE)


def _from(now: PersonPeriod, day: date) -> PersonPeriod:
    return PersonPeriod(now.stream, day, None, *_without_days(now))


_STATE = tuple(PersonPeriod.__dataclass_fields__)[3:]

PERSON_PERIODS = Projection(
    name="person_changes",
    version=2,
    row=PersonChanges,
    key=("stream",),
    keys=keys,
    fold=fold_changes,
    refolds=True,
    reads=dict.fromkeys(CHANGING),
    part=Part(
        name="person_periods",
        row=PersonPeriod,
        key=("stream", "since"),
        owner=("stream",),
        of=periods,
    ),
)
