"""A reader that follows a log while others write to it, and what it was never given."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from time import monotonic


@dataclass(frozen=True, slots=True)
class Tailed:
    """What became of a race between writers and a reader."""

    written: int
    skipped: int


def tail(
    writers: Sequence[Callable[[], object]],
    read: Callable[[int], Sequence[int]],
    written: Callable[[], set[int]],
) -> Tailed:
    """Let each writer run to its end in a thread of its own, and a reader follow until nothing more comes.

    `read`: the positions after one, in order, some at a time. `written`: the positions of what is committed.
    """
    over = Event()

    def follow() -> set[int]:
        seen, position = set[int](), 0
        while True:
            was_over = over.is_set()
            positions = read(position)
            assert list(positions) == sorted(positions)
            seen.update(positions)
            if positions:
                position = positions[-1]
            elif was_over:
                return seen

    with ThreadPoolExecutor(len(writers) + 1) as threads:
        following = threads.submit(follow)
        try:
            for done in [threads.submit(writer) for writer in writers]:
                done.result()
        finally:
            over.set()
        seen = following.result()
    committed = written()
    assert seen <= committed
    return Tailed(len(committed), len(committed - seen))


def repeatedly(once: Callable[[], object], seconds: float) -> Callable[[], None]:
    """A writer that does the same again and again for so many seconds."""

    def write() -> None:
        until = monotonic() + seconds
        while monotonic() < until:
            once()

    return write


def shows_skipping(race: Callable[[], Tailed], rounds: int = 6) -> Tailed:
    """The first of some races in which the reader was not given everything. Fails if there is none."""
    for number in range(1, rounds + 1):
        tailed = race()
        print(f"control, round {number}: {tailed.skipped} of {tailed.written} skipped")
        if tailed.skipped:
            return tailed
    raise AssertionError("the control shows no skipping, so the test would prove nothing")
