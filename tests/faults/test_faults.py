"""The short form of the fault tests: random kills under load, and the control that must lose something.

TONGXIN_FAULTS_SEED repeats a run as far as a seed can: which commands, which victims and how long after which
acknowledgement; the machine adds chance of its own. The long form is `make faults`.
"""

import asyncio
import os
from pathlib import Path
from random import SystemRandom

import psycopg
import pytest

from .harness import Life, control, life

SEED = int(os.environ.get("TONGXIN_FAULTS_SEED", SystemRandom().randrange(1 << 32)))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="victims are found through /proc"),
]
ROUNDS = {
    "server": [["server"] * 2, ["both", "server", "both"]],
    "database": [["database"] * 6, ["backend"] * 4 + ["connections"] * 3, ["runner"] * 3 + ["database"] * 2],
}


def planted_faults(tested: Life) -> set[str]:
    """What the checker says after one event was taken away and another one stored twice."""
    with psycopg.connect(tested.running.conninfo) as connection:
        connection.execute("delete from events where position = 5")
        connection.execute(
            "insert into events (stream, version, position, type, state)"
            " select stream, version + 1000, position + 1000000, type, state from events where position = 6"
        )
    return set(tested.check().faults)


@pytest.mark.parametrize("part", ROUNDS)
def test_whatever_is_killed_every_acknowledged_command_is_there_once(part: str) -> None:
    async def live() -> None:
        async with life(f"{SEED} {part}") as tested:
            for nemeses in ROUNDS[part]:
                findings = await tested.round(nemeses)
                print(f"seed {SEED}, {nemeses}: {findings.told()}")
                assert not findings.faults, dict(findings.examples)
            assert sum(tested.kills.values()) == sum(map(len, ROUNDS[part]))
            assert planted_faults(tested) >= {"lost", "doubled", "version gap", "read but not there"}
            # Told to end with no runner at hand, the service must still leave no database behind.
            tested.running.wait_until(tested.running.kill_runner, 60, "there is no runner")

    print(f"TONGXIN_FAULTS_SEED={SEED}")
    asyncio.run(live())


def test_without_durability_acknowledged_commands_are_lost() -> None:
    """The control: a harness that finds nothing here would find nothing anywhere."""
    print(f"TONGXIN_FAULTS_SEED={SEED}")
    lost, acknowledged = asyncio.run(control(f"{SEED} control"))
    print(f"{lost} of {acknowledged} lost")
    assert lost
