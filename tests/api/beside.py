"""A command of `tongxin` in a process beside the test, and waiting for what it does."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def command(*arguments: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run it in a process group of its own, on a database whose data may be lost; killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tongxin.api", *arguments],
        env=os.environ | {"TONGXIN_DATA_MAY_BE_LOST": "true"} | environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def until(condition: Callable[[], Any], seconds: float = 60) -> None:
    """Wait for it to come to pass."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to pass"
        await asyncio.sleep(0.02)
