"""A sign from whoever commits to the runners on the same machine: there is something new.

It is a hint and no more: a runner that gets none, because it is elsewhere or the sign was lost, finds what is
new by looking. So commands never wait for it, and nothing rests on it.
"""

import asyncio
import os
import select
import socket
import time
from contextlib import suppress
from pathlib import Path
from threading import Event as Signal

from ...store.append import Append, Appended
from ...store.group_commit import GroupCommit

_LOOK_EVERY = 1.0
_LONGEST_PATH = 100
"""A socket's path has 104 to 108 bytes at most, whatever a file's may have."""
_SIGN = b"1"


def place(data_dir: Path) -> Path:
    """The folder of the runners' sockets."""
    return data_dir / "wake"


class Sleeper:
    """A runner's ear: waits for a sign, or for so long. Where there can be none, it waits for so long."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"{os.getpid()}.sock"
        self._socket: socket.socket | None = None
        if hasattr(socket, "AF_UNIX") and len(bytes(self._path)) <= _LONGEST_PATH:
            with suppress(OSError):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._path.unlink(missing_ok=True)
                ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                ear.setblocking(False)
                ear.bind(str(self._path))
                self._socket = ear

    def __call__(self, stop: Signal, seconds: float) -> None:
        """Return once there was a sign since the last call, or after so many seconds."""
        if self._socket is None:
            stop.wait(seconds)
            return
        select.select([self._socket], [], [], seconds)
        with suppress(BlockingIOError):
            while self._socket.recv(1):
                pass

    def close(self) -> None:
        """Hear no more."""
        if self._socket is not None:
            self._socket.close()
            self._path.unlink(missing_ok=True)


class Waker:
    """Gives the sign, from an event loop: one for all that was committed in the same turn of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mouth = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) if hasattr(socket, "AF_UNIX") else None
        if self._mouth is not None:
            self._mouth.setblocking(False)
        self._known: list[str] = []
        self._looked = 0.0
        self._asked = False

    def tell(self) -> None:
        """Give the sign in this turn of the loop."""
        if not self._asked and self._mouth is not None:
            self._asked = True
            asyncio.get_running_loop().call_soon(self._send)

    def close(self) -> None:
        """Say no more."""
        if self._mouth is not None:
            self._mouth.close()
            self._mouth = None

    def _send(self) -> None:
        self._asked = False
        if self._mouth is None:
            return
        now = time.monotonic()
        if now > self._looked + _LOOK_EVERY:
            self._looked = now
            self._known = [str(path) for path in self._folder.glob("*.sock")]
        for path in self._known:
            try:
                self._mouth.sendto(_SIGN, path)
            except ConnectionRefusedError:  # of a runner that was killed
                self._looked = 0.0
                Path(path).unlink(missing_ok=True)
            except OSError:  # full: that runner has signs enough; or gone meanwhile
                pass


class TellingCommit(GroupCommit):
    """Group commit that tells the runners."""

    def __init__(self, conninfo: str, waker: Waker, *, committers: int, patience: float) -> None:
        super().__init__(conninfo, committers=committers, patience=patience)
        self._waker = waker

    async def append(self, append: Append) -> Appended:
        """Store one command's effects durably, and give the sign."""
        appended = await super().append(append)
        self._waker.tell()
        return appended

    async def close(self) -> None:
        """Finish what waits, then stop."""
        await super().close()
        self._waker.close()
