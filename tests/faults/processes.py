"""Which processes belong to a data directory, found through /proc; and killing them."""

import os
import signal
from pathlib import Path

_PROC = Path("/proc")


def working_in(directory: Path) -> list[int]:
    """The processes whose working directory is this one: the server of a cluster, and all its backends."""
    return [pid for pid in _pids() if _link(pid, "cwd") == str(directory)]


def started_for(data: Path, *, word: str = "") -> list[int]:
    """The service's processes for a data directory, those with `word` among their arguments."""
    setting = f"TONGXIN_DATA_DIR={data}".encode()
    return [
        pid
        for pid in _pids()
        if setting in _read(pid, "environ").split(b"\0")
        and (not word or word.encode() in _read(pid, "cmdline").split(b"\0"))
    ]


def titled(pids: list[int], word: bytes) -> list[int]:
    """Those processes that call themselves so; PostgreSQL's say what they are for."""
    return [pid for pid in pids if word in _read(pid, "cmdline")]


def kill(pids: list[int]) -> int:
    """SIGKILL; return how many were there to be killed."""
    killed = 0
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
        killed += 1
    return killed


def _pids() -> list[int]:
    return [int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit()]


def _link(pid: int, name: str) -> str:
    try:
        return os.readlink(_PROC / str(pid) / name)
    except OSError:
        return ""


def _read(pid: int, name: str) -> bytes:
    try:
        return (_PROC / str(pid) / name).read_bytes()
    except OSError:
        return b""
