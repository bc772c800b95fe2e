"""A process beside the server, such as the runner of the projections, started again when it dies."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import IO

from structlog import get_logger

_LOG = get_logger("tongxin.companion")
_PAUSE = 1.0


@contextmanager
def companion(log_file: Path | None, *command: str) -> Iterator[None]:
    """Keep a command of `tongxin` going while the block runs. It ends by itself when this process is gone.

    The command takes the option `--with-parent`, and then calls `stop_with_parent`.
    """
    stop = Event()
    children: list[subprocess.Popen[bytes]] = [_start(log_file, command)]
    watch = Thread(target=_keep, args=(children, log_file, command, stop), daemon=True)
    watch.start()
    try:
        yield
    finally:
        stop.set()
        watch.join()
        _end(children[0])


def stop_with_parent(stop: Callable[[], object]) -> None:
    """Call `stop` once standard input ends, which is when the process that started this one is gone."""

    def wait(stdin: IO[bytes]) -> None:
        while stdin.read(1024):
            pass
        stop()

    Thread(target=wait, args=(sys.stdin.buffer,), daemon=True).start()


def stopping(*, with_parent: bool) -> asyncio.Event:
    """Set when the process is told to end, or its parent is gone, if that counts; for the running loop."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if with_parent:
        stop_with_parent(lambda: loop.call_soon_threadsafe(stop.set))
    return stop


def _start(log_file: Path | None, command: tuple[str, ...]) -> subprocess.Popen[bytes]:
    whole = [sys.executable, "-m", "tongxin.api", *command, "--with-parent"]
    environment = os.environ | ({} if log_file is None else {"TONGXIN_LOG_FILE": str(log_file)})
    return subprocess.Popen(whole, stdin=subprocess.PIPE, start_new_session=True, env=environment)


def _keep(
    children: list[subprocess.Popen[bytes]], log_file: Path | None, command: tuple[str, ...], stop: Event
) -> None:
    while not stop.wait(0.2):
        if (code := children[0].poll()) is not None:
            _LOG.warning("companion_ended", command=" ".join(command), code=code)
            time.sleep(_PAUSE)
            children[0] = _start(log_file, command)


def _end(child: subprocess.Popen[bytes]) -> None:
    assert child.stdin is not None
    child.stdin.close()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
