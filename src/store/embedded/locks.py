"""Advisory file locks between the processes that share one data directory."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import EmbeddedServerError

_POLL_SECONDS = 0.02


class UsersLock:
    """This process's entry in the list of users of a server.

    flock belongs to the open file: it goes with the process, however that dies, and several entries
    of one process count one by one. The descriptor is not inherited by the server.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor = _open(path)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def is_last(self) -> bool:
        """Whether nobody else uses the server. Asked only while the guard is held."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # A failed conversion may have dropped the shared lock; nobody can take it meanwhile.
            fcntl.flock(self._descriptor, fcntl.LOCK_SH)
            return False
        return True

    def release(self) -> None:
        """Take this process off the list; more than once is allowed."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


@contextmanager
def guard(path: Path, timeout: float) -> Iterator[None]:
    """Let one process at a time start or stop the server; wait up to ``timeout`` seconds for the turn."""
    descriptor = _open(path)
    try:
        _await_turn(descriptor, path, time.monotonic() + timeout)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _await_turn(descriptor: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise _busy(descriptor, path) from None
            time.sleep(_POLL_SECONDS)
        else:
            return


def _busy(descriptor: int, path: Path) -> EmbeddedServerError:
    holder = os.pread(descriptor, 32, 0).decode().strip() or "unknown"
    return EmbeddedServerError(
        f"Another process (pid {holder}) is still starting or stopping the database in {path.parent}.",
        remedy="Try again later; if that process hangs, end it and start again.",
    )


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise EmbeddedServerError(
            f"The lock file {path} cannot be opened: {error.strerror}.",
            remedy="Make it a file that this user can read and write, or remove it when Tongxin is stopped.",
        ) from error
