"""What is to be asked of the service for one person or case, in order, and how it is put together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

from ...domain.calendar import SHANGHAI
from ...domain.classification.commands import ReviewTierObjection
from ...domain.commands import Actor, Command
from ...domain.correction.commands import CorrectEvent, RetractEvent
from ...domain.measures.commands import ChangeMeasure
from ...domain.measures.community_commands import RecordAbsence
from ..runtime.asked import Asked, receipt_of

_FIRST = timedelta(hours=8, minutes=30)
_APART = timedelta(minutes=17)


@dataclass(frozen=True, slots=True)
class Step:
    """One command, by whom. `key`: names it within the data set."""

    key: str
    command: Command
    actor: Actor

    def body(self) -> bytes:
        """The command as JSON, as an HTTP client would send it."""
        return orjson.dumps(self.command, default=str)


@dataclass(frozen=True, slots=True)
class Story:
    """All steps of one stream. `kind`: person or case. `group`: begins every key of the data set."""

    kind: str
    name: str
    group: str
    steps: tuple[Step, ...]

    def asked(self, step: Step, stream: UUID | None) -> Asked:
        """The step as it goes to the command service."""
        return Asked(
            stream=stream,
            command=step.command,
            body=step.body(),
            actor=step.actor,
            correlation_id=f"{self.group}:{self.name}",
            key=f"{self.group}:{step.key}",
        )

    @property
    def stream(self) -> UUID:
        """The stream that the first step begins: it follows from the step's key."""
        first = self.steps[0]
        occurred_at = first.command.occurred_at
        if occurred_at is None:
            raise ValueError(f"{first.key} does not say when it happened")
        return receipt_of(self.asked(first, None), occurred_at)[0]

    def fingerprint(self) -> bytes:
        """The same for the same steps."""
        told = sha256()
        for step in self.steps:
            told.update(f"{step.key} {step.actor} {type(step.command).__name__}".encode() + step.body())
        return told.digest()


@dataclass(slots=True)
class _Draft:
    day: date
    command: type[Command]
    fields: dict[str, Any]
    actor: Actor
    label: str | None


def _events(draft: _Draft) -> int:
    """How many events follow from a command: one, but for these."""
    fields = draft.fields
    if draft.command is RecordAbsence:
        return 1 if fields["with_leave"] else 2
    if draft.command is ReviewTierObjection:
        return 1 if fields.get("revised_tier") is None else 2
    return 2 if draft.command is ChangeMeasure else 1


class Timeline:
    """Collects commands in any order of days and puts them in order; those after the last day never happen.

    On one day they keep the order in which they were added.
    """

    def __init__(self, last_day: date) -> None:
        self.last_day = last_day
        self._drafts: list[_Draft] = []

    def add(
        self, day: date, command: type[Command], actor: Actor, *, label: str | None = None, **fields: Any
    ) -> None:
        """Let a command be given for a day. `label`: by which a correction can name it as `target`."""
        if day <= self.last_day:
            self._drafts.append(_Draft(day, command, fields, actor, label))

    def has(self, label: str) -> bool:
        """Whether a command with this label was added."""
        return any(draft.label == label for draft in self._drafts)

    def day_of(self, label: str) -> date | None:
        """The day of the last command with this label."""
        return next((draft.day for draft in reversed(self._drafts) if draft.label == label), None)

    def steps(self, name: str) -> tuple[Step, ...]:
        """The commands in order, with their times and keys, and the versions that corrections name."""
        drafts = sorted(self._drafts, key=lambda draft: draft.day)
        return tuple(self._made(name, drafts))

    def _made(self, name: str, drafts: list[_Draft]) -> Iterator[Step]:
        version, of_day, day = 1, 0, date.min
        labels: dict[str, int] = {}
        for number, draft in enumerate(drafts, 1):
            of_day = of_day + 1 if draft.day == day else 0
            day = draft.day
            if draft.label is not None:
                labels[draft.label] = version
            if draft.command in (CorrectEvent, RetractEvent):
                draft.fields["target"] = labels[draft.fields["target"]]
            at = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + _FIRST + of_day * _APART
            yield Step(f"{name}/{number}", draft.command(occurred_at=at, **draft.fields), draft.actor)
            version += _events(draft)
