"""Rendering in a process of its own: typesetter and charts hold the interpreter for seconds."""

import asyncio
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from structlog import get_logger

from ...projections.reports.model import Report
from ..runtime.worker_process import work_for_parent
from .formats import Format, render

_LOG = get_logger("tongxin.printing")
_TIMES_A_PROCESS = 100
"""So often a process renders; then another is started, and what it has gathered in memory is gone."""


class Printing:
    """Renders reports one after the other. The process starts with the first report that needs it."""

    def __init__(self) -> None:
        self._process: ProcessPoolExecutor | None = None

    async def render(self, report: Report, made_as: Format, lang: str) -> bytes:
        """The report in a format. Where the process was killed, another one is started, once."""
        if made_as is Format.JSON:
            return render(report, made_as, lang)
        loop, process = asyncio.get_running_loop(), self._started()
        try:
            return await loop.run_in_executor(process, render, report, made_as, lang)
        except BrokenProcessPool:
            _LOG.warning("printer_lost")
            if self._process is process:
                self._process = None
            return await loop.run_in_executor(self._started(), render, report, made_as, lang)

    async def aclose(self) -> None:
        """End the process."""
        if self._process is not None:
            process, self._process = self._process, None
            await asyncio.to_thread(process.shutdown, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        if self._process is None:
            self._process = ProcessPoolExecutor(
                1,
                mp_context=get_context("spawn"),  # a fork would share threads, locks and connections
                initializer=work_for_parent,
                max_tasks_per_child=_TIMES_A_PROCESS,
            )
        return self._process
