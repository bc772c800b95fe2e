"""Loading the reference data set through the command service, like anybody else's commands.

Many streams at a time, the steps of one stream in order. Every step has an idempotency key of its own, so a
load that was interrupted is simply started again: what was granted already is answered again, not repeated;
where the store can be asked what was granted, it is not even asked for again.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID

from ...domain.refusals import Refused
from ...store.append import Appended, AppendRefused, Receipt
from ..runtime.asked import Asked, Outcome, Stale, receipt_of
from ..runtime.changes import WrongChange
from .county import County, county
from .steps import Step, Story

Submit = Callable[[str, UUID | None, Asked], Awaitable[Outcome]]
"""Takes the name of a kind of stream, the stream (None for the step that begins one), and what is asked."""

Granted = Callable[[UUID, Receipt], Awaitable[Appended | None]]
"""What a command on a stream came to, if it was granted: `Streams.granted`."""


_REPORT_EVERY = 0.1
"""Least seconds between two reports of progress."""


class StepRefused(Exception):
    """The service did not grant a step: a defect of the data set, or a database that holds other data."""

    def __init__(self, step: Step, why: Exception) -> None:
        super().__init__(f"{step.key}, {type(step.command).__name__}: {str(why) or type(why).__name__}")
        self.step = step
        self.why = why


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load is. `commands`: answered so far. `events`: new ones, without those of replays."""

    persons_done: int
    persons: int
    cases_done: int
    commands: int
    events: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Commands answered a second."""
        return self.commands / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long it will take, if it goes on like this; None where nothing is done yet."""
        if not self.persons_done:
            return None
        return self.seconds * (self.persons - self.persons_done) / self.persons_done


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load came to. `position`: of its last event. `worth_looking_at`: a person with a rich record."""

    persons: int
    cases: int
    commands: int
    replayed: int
    events: int
    events_by_type: dict[str, int]
    seconds: float
    position: int
    worth_looking_at: UUID


@dataclass(frozen=True, slots=True)
class Written:
    """What came of persons on the bulk path. `events`: new ones, by type. `position`: of the last one."""

    persons: int = 0
    commands: int = 0
    replayed: int = 0
    events: Counter[str] = field(default_factory=Counter)
    position: int = 0


@dataclass(slots=True)
class _Load:
    """A load while it runs."""

    submit: Submit
    granted: Granted | None
    county: County
    report: Callable[[Progress], None]
    started: float = field(default_factory=monotonic)
    reported: float = 0.0
    done: Counter[str] = field(default_factory=Counter)
    commands: int = 0
    replayed: int = 0
    position: int = 0
    by_type: Counter[str] = field(default_factory=Counter)

    async def work(self, stories: Iterator[Story]) -> None:
        """Submit one story after the other, until there are no more; several of these share the stories."""
        for story in stories:
            known = await self._granted(story)
            stream = story.stream if known else None
            for step in story.steps[known:]:
                outcome = await self._ask(story, step, stream)
                stream = outcome.stream
            self.done[story.kind] += 1
            self._tell(monotonic())

    async def _granted(self, story: Story) -> int:
        """How many steps were granted before: they are the first ones, so it is enough to ask for a few."""
        if self.granted is None or not await self._was_granted(story, 0):
            return 0
        low, high = 1, len(story.steps)
        asking = high - 1
        while low < high:
            if await self._was_granted(story, asking):
                low = asking + 1
            else:
                high = asking
            asking = (low + high) // 2
        self.commands += low
        self.replayed += low
        return low

    async def _was_granted(self, story: Story, number: int) -> bool:
        step = story.steps[number]
        if self.granted is None or step.command.occurred_at is None:
            return False
        asked = story.asked(step, story.stream if number else None)
        try:
            appended = await self.granted(*receipt_of(asked, step.command.occurred_at))
        except AppendRefused as why:
            raise StepRefused(step, why) from why
        if appended is not None:
            self.position = max(self.position, appended.position)
        return appended is not None

    async def _ask(self, story: Story, step: Step, stream: UUID | None) -> Outcome:
        try:
            outcome = await self.submit(story.kind, stream, story.asked(step, stream))
        except (Refused, AppendRefused, Stale, WrongChange) as why:
            raise StepRefused(step, why) from why
        self.commands += 1
        self.position = max(self.position, outcome.position)
        if outcome.replayed:
            self.replayed += 1
        else:
            self.by_type.update(event.type for event in outcome.events)
        return outcome

    def _tell(self, now: float) -> None:
        if now - self.reported >= _REPORT_EVERY:
            self.reported = now
            self.report(self.progress())

    def told(self, written: Written | None) -> Sequence[Iterator[Story]]:
        """What is to be told, one stage after the other."""
        if written is None:
            return self.county.people(), *self.county.stages()
        self.done["person"] = written.persons
        self.commands = written.commands + written.replayed
        self.replayed = written.replayed
        self.position = written.position
        self.by_type = written.events.copy()
        return self.county.stages()

    def progress(self) -> Progress:
        """How far it is."""
        return Progress(
            persons_done=self.done["person"],
            persons=len(self.county.lives),
            cases_done=self.done["case"],
            commands=self.commands,
            events=self.by_type.total(),
            seconds=monotonic() - self.started,
        )

    def loaded(self) -> Loaded:
        """What it came to."""
        return Loaded(
            persons=self.done["person"],
            cases=self.done["case"],
            commands=self.commands,
            replayed=self.replayed,
            events=self.by_type.total(),
            events_by_type=dict(self.by_type.most_common()),
            seconds=monotonic() - self.started,
            position=self.position,
            worth_looking_at=self.county.worth_looking_at(),
        )


async def load(
    submit: Submit,
    *,
    granted: Granted | None = None,
    persons: int | None = None,
    seed: int | None = None,
    concurrency: int = 64,
    written: Written | None = None,
    report: Callable[[Progress], None] | None = None,
) -> Loaded:
    """Load the data set; `persons` and `seed`: the calibration's, if not given.

    `granted`: makes continuing an interrupted load quick. `concurrency`: streams at a time. `written`: what
    became of the persons, where they were loaded before. `report`: told now and then how far it is, and once
    at the end.
    Raises `StepRefused`, and what `submit` raises beside refusals.
    """
    running = _Load(submit, granted, county(seed, persons), report or (lambda _: None))
    try:
        for stories in running.told(written):
            async with asyncio.TaskGroup() as group:
                for _ in range(concurrency):
                    group.create_task(running.work(stories))
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None
    running.report(running.progress())
    return running.loaded()
