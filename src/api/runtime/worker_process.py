"""A process that works for another one: it ends when that one is gone, and leaves Ctrl-C to it."""

import signal
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from os import _exit
from threading import Thread


def work_for_parent() -> None:
    """Prepare this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if (parent := parent_process()) is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    _exit(1)
