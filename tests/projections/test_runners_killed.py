"""Runners and their database are killed at random moments, and the read models come out the same.

TONGXIN_FAULTS_SEED repeats the choices of a run. The long form is `make faults`.
"""

import os
from pathlib import Path
from random import SystemRandom

import pytest
from faults.projecting import VICTIMS, kill_runners

SEED = os.environ.get("TONGXIN_FAULTS_SEED", str(SystemRandom().randrange(1 << 32)))


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="victims are found through /proc")
def test_whoever_is_killed_the_read_models_equal_a_fresh_fold() -> None:
    print(f"TONGXIN_FAULTS_SEED={SEED}")
    came = kill_runners(len(VICTIMS) + 1, SEED)
    print(came.told())
    assert came.different == []
    assert set(came.kills) == set(VICTIMS)
    assert came.under_way, "nobody was killed while there was something to do"
    assert came.takeovers
    assert came.after_halt
