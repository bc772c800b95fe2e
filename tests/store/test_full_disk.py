"""A disk without room: nothing is half stored, and once there is room again it goes on."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import psycopg
import pytest
from store.appending import events, execute, group_commit, stored, together

from tongxin.store.append import Append, Appended, StoreFull


class SmallDisk:
    """A file system of one megabyte, in memory."""

    def __init__(self, owner: int) -> None:
        self.folder = Path(mkdtemp(prefix="tongxin-small-disk-"))
        if failure := self._mount("-t", "tmpfs", "-o", f"size=1m,uid={owner},mode=700", "tmpfs"):
            self.folder.rmdir()
            pytest.skip(f"no file system can be mounted here: {failure}")

    def grow(self) -> None:
        """Make room."""
        assert not self._mount("-o", "remount,size=64m")

    def remove(self) -> None:
        subprocess.run(["umount", self.folder], check=True)
        self.folder.rmdir()

    def _mount(self, *arguments: str) -> str:
        done = subprocess.run(["mount", *arguments, self.folder], capture_output=True, text=True, check=False)
        return done.stderr if done.returncode else ""


def account_of_server(conninfo: str) -> int:
    """The number of the user as whom the server runs, if it runs here."""
    with psycopg.connect(conninfo) as connection:
        process = Path(f"/proc/{connection.info.backend_pid}")
        if not process.exists() or b"postgres" not in (process / "cmdline").read_bytes():
            pytest.skip("the server runs elsewhere")
        return process.stat().st_uid


@pytest.fixture
def small_disk(database: str) -> Iterator[SmallDisk]:
    """A small disk on which the events are kept."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    disk = SmallDisk(account_of_server(database))
    tablespace = f"small_{uuid4().hex[:16]}"
    with ExitStack() as afterwards:
        afterwards.callback(disk.remove)
        execute(database, f"create tablespace {tablespace} location '{disk.folder}'")
        afterwards.callback(execute, database, f"drop tablespace {tablespace}")
        execute(database, f"alter table events set tablespace {tablespace}")
        afterwards.callback(execute, database, "alter table events set tablespace pg_default")
        yield disk


async def test_a_full_disk_is_told_and_left_when_there_is_room(database: str, small_disk: SmallDisk) -> None:
    streams = [uuid4() for _ in range(100)]
    appends = [Append(events(stream, 1, 2, os.urandom(30_000))) for stream in streams]
    async with group_commit(database, largest_batch=4) as group:
        answers = await together(group, *appends)
        assert {type(answer) for answer in answers} == {Appended, StoreFull}
        granted = [s for s, answer in zip(streams, answers, strict=True) if isinstance(answer, Appended)]
        assert stored(database) == [(stream, version) for stream in granted for version in (1, 2)]
        small_disk.grow()
        refused = [append for append in appends if append.events[0].stream not in granted]
        answers = await together(group, *refused)
        assert {type(answer) for answer in answers} == {Appended}
    assert len(stored(database)) == 200
