"""Loading: each stream in order, interrupted and continued, a refused step named."""

import asyncio
from collections import defaultdict
from io import StringIO
from uuid import UUID, uuid4

import pytest
from rich.console import Console

from tongxin.api.reference_data.county import county
from tongxin.api.reference_data.loader import Progress, StepRefused, load
from tongxin.api.reference_data.progress import shown
from tongxin.api.runtime.asked import NewEventId, Outcome, receipt_of
from tongxin.domain.kinds import BY_NAME
from tongxin.domain.person.rules import IN_FUTURE
from tongxin.store.append import Appended

PERSONS = 40


class InMemory:
    """Grants everything once; answers what it granted before again."""

    def __init__(self):
        self.granted = {}
        self.streams = defaultdict(list)
        self.busy = self.most_busy = 0
        self.stops_after = None
        self.refuses = None
        self.submitted = self.looked_up = 0

    async def submit(self, kind, begun, asked):
        self.busy += 1
        self.submitted += 1
        self.most_busy = max(self.busy, self.most_busy)
        await asyncio.sleep(0)
        self.busy -= 1
        if self.refuses is not None and asked.key.endswith(self.refuses):
            raise IN_FUTURE.refuse("occurred_at")
        if self.stops_after is not None and len(self.granted) >= self.stops_after:
            raise ConnectionError("killed")
        stream, receipt = receipt_of(asked, asked.command.occurred_at)
        if (stream, receipt) in self.granted:
            return self._outcome(stream, receipt, replayed=True)
        assert begun is not None or stream not in self.streams
        self.streams[stream].append((kind, asked))
        self.granted[stream, receipt] = NewEventId(
            uuid4(), type(asked.command).__name__, len(self.granted) + 1
        )
        return self._outcome(stream, receipt, replayed=False)

    async def receipt(self, stream, receipt):
        self.looked_up += 1
        event = self.granted.get((stream, receipt))
        return None if event is None else Appended(event.version, 1, 1, replayed=True)

    def _outcome(self, stream, receipt, *, replayed):
        event = self.granted[stream, receipt]
        return Outcome(stream, 1, event.version, [event], replayed)


async def test_everything_is_loaded_in_order():
    service, reports = InMemory(), list[Progress]()
    loaded = await load(service.submit, persons=PERSONS, seed=3, report=reports.append)
    whole = county(3, PERSONS)
    for story in (*whole.people(), *whole.cases()):
        got = [asked.command for _, asked in service.streams[story.stream]]
        assert got == [step.command for step in story.steps]
    assert loaded.persons == PERSONS
    assert loaded.commands == loaded.events == loaded.position == len(service.granted)
    assert loaded.cases == len(list(whole.cases()))
    assert sum(loaded.events_by_type.values()) == loaded.events
    assert loaded.worth_looking_at == whole.worth_looking_at()
    assert loaded.worth_looking_at in service.streams
    assert reports[-1].persons_done == PERSONS
    assert reports[-1].seconds_left == 0


async def test_no_more_streams_at_a_time_than_asked_for():
    service = InMemory()
    await load(service.submit, persons=PERSONS, concurrency=5)
    assert service.most_busy == 5


async def test_a_load_that_was_interrupted_continues():
    service = InMemory()
    service.stops_after = 500
    with pytest.raises(ConnectionError):
        await load(service.submit, persons=PERSONS)
    service.stops_after = None
    loaded = await load(service.submit, persons=PERSONS)
    again = await load(service.submit, persons=PERSONS)
    assert loaded.replayed == 500
    assert loaded.events == len(service.granted) - 500
    assert (again.events, again.replayed) == (0, len(service.granted))


async def test_what_was_granted_is_not_asked_for_again_where_receipts_are_known():
    service = InMemory()
    service.stops_after = 500
    with pytest.raises(ConnectionError):
        await load(service.submit, granted=service.receipt, persons=PERSONS)
    service.stops_after, service.submitted = None, 0
    loaded = await load(service.submit, granted=service.receipt, persons=PERSONS)
    assert (loaded.replayed, service.submitted) == (500, loaded.commands - 500)
    service.submitted = service.looked_up = 0
    again = await load(service.submit, granted=service.receipt, persons=PERSONS)
    assert (service.submitted, again.replayed, again.position) == (0, loaded.commands, loaded.position)
    first_and_last = sum(min(2, len(asked)) for asked in service.streams.values())
    assert service.looked_up == first_and_last


async def test_a_refused_step_is_named():
    service = InMemory()
    service.refuses = "p000007/3"
    with pytest.raises(StepRefused, match=r"p000007/3, \w+: What is recorded must have happened already"):
        await load(service.submit, persons=PERSONS)


async def test_a_bar_can_be_shown():
    out = StringIO()
    with shown(Console(file=out, force_terminal=True, width=120)) as report:
        await load(InMemory().submit, persons=5, report=report)
    assert "5/5" in out.getvalue()


async def test_asked_as_an_http_client_asks():
    service = InMemory()
    await load(service.submit, persons=3)
    for asked_in_order in service.streams.values():
        for number, (kind, asked) in enumerate(asked_in_order):
            assert kind in BY_NAME
            assert (asked.stream is None) == (number == 0)
            assert isinstance(asked.stream, UUID | None)
            assert asked.body.startswith(b"{")
