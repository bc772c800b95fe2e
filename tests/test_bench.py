"""Benchmarks run and end with their ratios. How fast it is, is not tested here.

Those that only add a load or a size to another (`python -m bench` names them all) are left out.
"""

import json
import subprocess
import sys

import pytest

RATIOS = {
    "commands": {"vs_empty", "vs_stock", "vs_crud"},
    "recorder": {"vs_stock_1", "vs_stock_32", "vs_raw_32"},
    "growth": {"cost_2m_vs_20k"},
    "live": {"vs_stock", "lag_p99_vs_commit"},
    "rebuild": {"vs_stock", "vs_limit", "jobs_2_vs_1"},
    "history": {"vs_select_10", "vs_select_1000", "vs_select_10000", "vs_stock_10000"},
}


@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", RATIOS)
def test_a_benchmark_ends_with_its_ratios(name: str) -> None:
    command = [sys.executable, "-m", "bench", name, "--json", "--quick"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    came = json.loads(done.stdout.splitlines()[-1])
    assert set(came["ratios"]) == RATIOS[name]
    assert all(ratio > 0 for ratio in came["ratios"].values())
    assert came["raw"]
