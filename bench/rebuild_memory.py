"""The memory that a rebuild of five million events takes, against what is stated."""

import json
import os
import subprocess
import sys
import time
from typing import Any

import psutil  # type: ignore[import-untyped]

from .lives import fill
from .measure import PROGRESS
from .place import place

STATED_MB = 512
"""For each process that folds: about half of it events, the rest rows on their way and the interpreter."""
_JOBS = 2


def run(*, quick: bool) -> dict[str, Any]:
    """`peak_vs_stated`: the largest memory of any process of the rebuild, divided by what is stated."""
    events = 2_000 if quick else 5_000_000
    with place() as where:
        PROGRESS.print(f"filling with {events:,} events")
        conninfo = where.database()
        stored = fill(conninfo, where.folder, events)
        command = [sys.executable, "-m", "tongxin.api", "rebuild", "person_status", "person_history"]
        began = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--jobs", str(_JOBS), "--json"],
            stdout=subprocess.PIPE,
            env=os.environ | {"TONGXIN_DATABASE_URL": conninfo},
            text=True,
        )
        peaks = _watch(process)
        took = time.perf_counter() - began
        told, _ = process.communicate()
        if process.returncode or json.loads(told.splitlines()[-1])["done"] != stored:
            raise RuntimeError("the rebuild has failed")
    peak = max(peaks)
    return {
        "ratios": {"peak_vs_stated": round(peak / STATED_MB, 3)},
        "raw": {"events": stored, "peak_mb_by_process": peaks, "seconds": round(took, 1), "jobs": _JOBS},
    }


def _watch(process: "subprocess.Popen[str]") -> list[float]:
    """The most that each process had for itself, in MB; the coordinator first."""
    root = psutil.Process(process.pid)
    most: dict[int, int] = {}
    while process.poll() is None:
        try:
            for one in [root, *root.children()]:
                most[one.pid] = max(most.get(one.pid, 0), one.memory_full_info().uss)
        except psutil.Error:
            pass
        time.sleep(0.05)
    return [round(size / 2**20, 1) for _, size in sorted(most.items())]
