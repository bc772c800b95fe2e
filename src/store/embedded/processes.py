"""Looking at and ending operating-system processes of a cluster, through /proc where there is one."""

import os
import signal
import time
from pathlib import Path

_PROC = Path("/proc")
_SERVER_PROGRAMS = frozenset({"postgres", "initdb"})
_POLL_SECONDS = 0.02
_GRACE_SECONDS = 5.0


def exists(pid: int) -> bool:
    """Whether the process table has the entry; true for a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def runs_in(pid: int, directory: Path) -> bool:
    """Whether ``pid`` is a living server process working in ``directory``.

    A zombie is dead, and so is a number that another program has been given since.
    """
    if not _PROC.joinpath("self").exists():
        return exists(pid)
    return _working_directory(pid) == directory


def end_all_below(directory: Path) -> int:
    """End every server program working in or below ``directory``; return how many there were.

    For what is left after its parent has died: an immediate quit first, then a kill.
    """
    found = _all_below(directory)
    _signal_all(found, signal.SIGQUIT)
    if not _gone_in_time(directory, _GRACE_SECONDS):
        _signal_all(_all_below(directory), signal.SIGKILL)
        _gone_in_time(directory, _GRACE_SECONDS)
    return len(found)


def _all_below(directory: Path) -> list[int]:
    if not _PROC.joinpath("self").exists():
        return []
    numbers = [int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit()]
    return [pid for pid in numbers if _is_below(_working_directory(pid), directory)]


def _is_below(path: Path | None, directory: Path) -> bool:
    return path is not None and path.is_relative_to(directory)


def _working_directory(pid: int) -> Path | None:
    """Where a living server program works; None for anything else, zombies and strangers included."""
    try:
        program = os.readlink(_PROC / str(pid) / "exe")
        directory = os.readlink(_PROC / str(pid) / "cwd")
    except OSError:
        # Gone, a zombie or a kernel thread, or another user's.
        return None
    # The kernel marks what has been deleted or replaced, for instance by an upgrade.
    name = Path(program.removesuffix(" (deleted)")).name
    return Path(directory.removesuffix(" (deleted)")) if name in _SERVER_PROGRAMS else None


def _signal_all(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def _gone_in_time(directory: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while _all_below(directory):
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True
