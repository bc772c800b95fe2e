"""A simulation goes on for long, and commands are answered meanwhile."""

import asyncio
from typing import Any

from api.http.conftest import SCREENING, Service
from api.test_tiers import RULE_SET


async def test_commands_are_answered_while_a_simulation_computes(service: Service) -> None:
    person = await service.registered()
    await service.post(f"/persons/{person}/screenings", SCREENING)
    since = "1700-01-01"  # some four thousand days to look at
    simulating = asyncio.create_task(
        service.post("/policies/simulations", {"toml": RULE_SET, "since": since})
    )
    answered = 0
    while not simulating.done():
        answer = await service.post(f"/persons/{person}/screenings", SCREENING | {"campaign": f"c{answered}"})
        assert answer.status_code == 201, answer.text
        answered += 1
    found: Any = simulating.result().json()
    assert simulating.result().status_code == 200, found
    assert found["persons"] == 1
    assert len(found["days"]) > 3_900
    assert answered > 20, "on the same loop hardly any is answered before the simulation is"


async def test_a_simulation_that_is_given_up_ends(service: Service) -> None:
    await service.registered()
    asked = service.post("/policies/simulations", {"toml": RULE_SET, "since": "0002-01-01"})
    simulating = asyncio.create_task(asked)
    await asyncio.sleep(0.5)
    simulating.cancel()
    done, _ = await asyncio.wait([simulating], timeout=5)
    assert done
    assert (
        await service.post("/persons/search", {"identity_number": "999999198803150016"})
    ).status_code == 200
