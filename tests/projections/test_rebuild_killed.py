"""Rebuilds that are killed at random moments. `make faults` does it more often."""

import os
from pathlib import Path
from random import SystemRandom

import pytest
from faults.rebuilding import copies, kill_rebuilds
from projections.test_runner import catch_up, filled

SEED = os.environ.get("TONGXIN_FAULTS_SEED", str(SystemRandom().randrange(1 << 32)))
KILLS = 4


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="victims are found through /proc")
def test_a_rebuild_that_is_killed_goes_on_and_comes_to_the_same_rows(database: str, tmp_path: Path) -> None:
    filled(database, tmp_path, persons=6)
    copies(database, 3)
    catch_up(database)
    came = kill_rebuilds(database, KILLS, SEED)
    print(f"TONGXIN_FAULTS_SEED={SEED}: {came.told()}")
    assert sum(came.kills.values()) == KILLS
    assert came.finished >= 1
    assert came.different == 0
