"""The sign to the runners: heard where it can be, and never needed."""

import asyncio
import os
import socket
from pathlib import Path
from tempfile import mkdtemp
from threading import Event
from time import monotonic

import pytest

from tongxin.api.runtime.wake import Sleeper, Waker, place

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets of this kind here")
LONG = 20.0


def signs(folder: Path, count: int = 1) -> None:
    """Give some signs, as the service does after appends."""

    async def tell() -> None:
        waker = Waker(folder)
        for _ in range(count):
            waker.tell()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        waker.close()

    asyncio.run(tell())


@pytest.fixture
def folder() -> Path:
    """A folder whose path is short enough for a socket."""
    return place(Path(mkdtemp(prefix="tx-")))


def waited(sleeper: Sleeper, seconds: float = LONG) -> float:
    began = monotonic()
    sleeper(Event(), seconds)
    return monotonic() - began


def test_a_sign_ends_the_wait_and_many_are_as_good_as_one(folder: Path) -> None:
    sleeper = Sleeper(folder)
    signs(folder, 2000)  # more than a socket holds: nobody waits for who does not listen
    assert waited(sleeper) < LONG / 2
    assert waited(sleeper, 0.1) >= 0.1
    sleeper.close()
    assert list(folder.iterdir()) == []


def test_a_runner_that_was_killed_leaves_nothing_in_the_way(folder: Path) -> None:
    dead = folder / "1.sock"
    sleeper = Sleeper(folder)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as left:
        left.bind(str(dead))
    signs(folder)
    assert waited(sleeper) < LONG / 2
    assert [path.name for path in folder.iterdir()] == [f"{os.getpid()}.sock"]
    sleeper.close()


def test_where_there_can_be_no_sign_the_wait_is_as_long_as_asked(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 120)
    sleeper = Sleeper(folder)
    signs(folder)
    assert waited(sleeper, 0.1) >= 0.1
    sleeper.close()
