"""The short form of the fault tests: random kills under load, and the control that must lose something.

TONGXIN_FAULTS_SEED repeats a run as far as a seed can: which commands, which victims and how long after which
acknowledgement; the machine adds chance of its own. The long form is `make faults`.
"""

import asyncio
import os
from random import SystemRandom

import pytest

from .harness import control, life

SEED = int(os.environ.get("TONGXIN_FAULTS_SEED", SystemRandom().randrange(1 << 32)))
ROUNDS = {
    "server": [["server"] * 2, ["server"] * 2],
    "database": [["database"] * 4, ["backend"] * 2],
    "runner": [["runner"] * 4, ["connections"] * 4],
    "both": [["both"] * 2, ["both", "server", "database"]],
}
KILLS = {"server": 4, "database": 6, "runner": 4, "both": 5}


@pytest.mark.timeout(240)
@pytest.mark.parametrize("part", ROUNDS)
def test_whatever_is_killed_every_acknowledged_command_is_there_once(part: str) -> None:
    async def live() -> None:
        async with life(f"{SEED} {part}") as tested:
            for nemeses in ROUNDS[part]:
                findings = await tested.round(nemeses)
                print(f"seed {SEED}, {nemeses}: {findings.told()}")
                assert not findings.faults, dict(findings.examples)
            assert sum(tested.kills.values()) == sum(map(len, ROUNDS[part]))

    print(f"TONGXIN_FAULTS_SEED={SEED}")
    asyncio.run(live())


def test_without_durability_acknowledged_commands_are_lost() -> None:
    """The control: a harness that finds nothing here would find nothing anywhere."""
    print(f"TONGXIN_FAULTS_SEED={SEED}")
    lost, acknowledged = asyncio.run(control(f"{SEED} control"))
    print(f"{lost} of {acknowledged} lost")
    assert lost
