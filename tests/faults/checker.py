"""What is in the database after faults, against what was answered. Knows nothing of how the service works."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg

import tongxin.domain.person.decider  # noqa: F401 - makes the types of a person's events known
from tongxin.domain.correction.effective import effective, is_correction
from tongxin.domain.envelope import Recorded
from tongxin.domain.events import Event
from tongxin.projections.projection import Key, Projection, Rows
from tongxin.projections.registry import PROJECTIONS
from tongxin.projections.tables import Table
from tongxin.store.codec import decode

from .history import History, Operation
from .reader import Place

_MOST_TOLD = 5


@dataclass(slots=True)
class Findings:
    """What was counted, and what is wrong: a count and some examples for each kind of fault."""

    acknowledged: int = 0
    unknown_present: int = 0
    unknown_absent: int = 0
    replayed: int = 0
    events: int = 0
    read: int = 0
    rows: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def fault(self, kind: str, example: object) -> None:
        """Count a fault."""
        self.faults[kind] += 1
        if len(self.examples[kind]) < _MOST_TOLD:
            self.examples[kind].append(str(example))

    def told(self) -> str:
        """The counts in a line."""
        return (
            f"{self.acknowledged} acknowledged, {self.faults['lost']} lost, {self.faults['doubled']} doubled,"
            f" unknown {self.unknown_present} present and {self.unknown_absent} absent,"
            f" {self.events} events, {self.read} read, faults {dict(self.faults)}"
        )


def check(conninfo: str, history: History, seen: Sequence[Place]) -> Findings:
    """Compare the tables with the answers, with what a reader saw, and with a fresh fold."""
    findings = Findings()
    with psycopg.connect(conninfo) as connection:
        connection.execute("set transaction isolation level repeatable read")
        rows = connection.execute(
            "select stream, version, position, type, state from events order by position"
        ).fetchall()
        events = [decode(*row) for row in rows]
        findings.events = len(events)
        by_key: dict[str, list[Recorded[Event]]] = defaultdict(list)
        for event in events:
            by_key[event.idempotency_key].append(event)
        _check_commands(findings, history, by_key)
        _check_order(findings, history, by_key)
        _check_streams(findings, events)
        _check_reader(findings, events, seen)
        for projection in PROJECTIONS:
            _check_projection(findings, connection, projection, events)
        for row in connection.execute("select projection, position, error from set_aside").fetchall():
            findings.fault("set aside", row)
    for told in history.unforeseen:
        findings.fault("unforeseen answer", told)
    return findings


def _check_commands(findings: Findings, history: History, by_key: dict[str, list[Recorded[Event]]]) -> None:
    for key in by_key.keys() - history.operations.keys():
        findings.fault("never asked", key)
    for operation in history.operations.values():
        found = by_key.get(operation.key, [])
        findings.replayed += operation.replays
        for refusal in operation.refusals:
            findings.fault("refused", refusal)
        if operation.acknowledged:
            findings.acknowledged += 1
            _check_answers(findings, operation, found)
        elif len(found) > 1:  # every command here comes to one event
            findings.fault("doubled", operation.key)
        elif found and operation.refusals:
            findings.fault("refused but stored", operation.key)
        elif not operation.refusals:
            findings.unknown_present += len(found)
            findings.unknown_absent += not found


def _check_answers(findings: Findings, operation: Operation, found: Sequence[Recorded[Event]]) -> None:
    stored = [
        {"event_id": str(event.event_id), "type": event.event.TYPE, "version": event.version}
        for event in found
    ]
    for answer in operation.answers:
        if not stored:
            findings.fault("lost", f"{operation.kind} {operation.key}, answered {answer}")
            return
        if len(stored) > len(answer["events"]):
            findings.fault("doubled", f"{operation.kind} {operation.key}: {stored}, answered {answer}")
            return
        last = found[-1]
        actual = {
            "stream": str(last.stream),
            "version": last.version,
            "position": last.position,
            "events": stored,
        }
        if {name: answer.get(name) for name in actual} != actual:  # it may name suspected duplicates too
            findings.fault("other than answered", f"{operation.key}: {actual}, answered {answer}")
            return


def _check_order(findings: Findings, history: History, by_key: dict[str, list[Recorded[Event]]]) -> None:
    """What was answered before something else was asked stands before it."""
    known = [operation for operation in history.operations.values() if operation.key in by_key]
    returned = sorted(
        (operation.returned, by_key[operation.key][-1].position)
        for operation in known
        if operation.returned is not None
    )
    highest, next_one = 0, 0
    for operation in sorted(known, key=lambda operation: operation.invoked):
        while next_one < len(returned) and returned[next_one][0] < operation.invoked:
            highest = max(highest, returned[next_one][1])
            next_one += 1
        if by_key[operation.key][0].position < highest:
            findings.fault("out of order", f"{operation.key} stands before {highest}, answered earlier")


def _check_streams(findings: Findings, events: Sequence[Recorded[Event]]) -> None:
    versions: Counter[UUID] = Counter()
    positions: set[int] = set()
    for event in events:  # by position
        versions[event.stream] += 1
        if event.version != versions[event.stream]:
            findings.fault("version gap", f"{event.stream} has {event.version} at {event.position}")
        if event.position in positions:
            findings.fault("position twice", event.position)
        positions.add(event.position)


def _check_reader(findings: Findings, events: Sequence[Recorded[Event]], seen: Sequence[Place]) -> None:
    findings.read = len(seen)
    stored = [Place(event.position, event.stream, event.version) for event in events]
    times = Counter(seen)
    for place in stored:
        if not times[place]:
            findings.fault("missed by the reader", place)
    for place, number in times.items():
        if number > 1:
            findings.fault("read twice", place)
    for place in times.keys() - set(stored):
        findings.fault("read but not there", place)
    if not findings.faults and stored != list(seen):
        findings.fault("read in another order", "")


def _check_projection(
    findings: Findings,
    connection: psycopg.Connection,
    projection: Projection[Any],
    events: Sequence[Recorded[Event]],
) -> None:
    expected = folded(projection, events)
    table: Table[Any] = Table(projection)
    actual = {projection.key_of(row): row for row in table.load(connection, expected.keys())}
    findings.rows += len(actual)
    for key, row in expected.items():
        if actual.get(key) != row:
            findings.fault("read model differs", f"{projection.name}: {actual.get(key)}, folded {row}")
    counted = connection.execute(f"select count(*) from {projection.name}".encode()).fetchone()
    if counted != (len(expected),):
        findings.fault("read model has other rows", f"{projection.name}: {counted}, folded {len(expected)}")


def folded(projection: Projection[Any], events: Sequence[Recorded[Event]]) -> dict[Key, Any]:
    """The rows of a read model from all events at once, stream by stream."""
    rows: Rows[Any] = Rows(projection.key_of)
    streams: dict[UUID, list[Recorded[Event]]] = defaultdict(list)
    for event in events:
        streams[event.stream].append(event)
    for history in streams.values():
        for event in effective(history) if projection.refolds else history:
            projection.fold(rows, event)
        if projection.refolds and is_correction(history[-1].event):
            projection.fold(rows, history[-1])  # it is the latest event, though it changes nothing else
    return rows.touched
