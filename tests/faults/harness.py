"""A life of the service under load and faults: begin, rounds of kills, a check after each."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random

import psycopg

from tongxin.projections.registry import PROJECTIONS

from .checker import Findings, check
from .history import History
from .load import Commands, Load
from .reader import TailingReader
from .service import Service, service

NEMESES = ("server", "database", "runner", "both", "backend", "connections")
_PERSONS = 60
_UNDER_LOAD = 150  # acknowledgements before a kill, and after it to show that the service is back
_CATCH_UP_SECONDS = 120.0
_BACK_SECONDS = 60.0
_CONTROL_ROUNDS = 5


@dataclass(slots=True)
class Life:
    """A service that lives through several rounds, and all that is known of it. `chance`: of the faults."""

    running: Service
    chance: Random
    pauses: Random
    history: History
    commands: Commands
    reader: TailingReader
    kills: dict[str, int] = field(default_factory=dict)

    def strike(self, nemesis: str) -> None:
        """Kill; and start the server again, where that is what was killed. The rest recovers by itself."""
        killed = 0
        if nemesis in ("database", "both"):
            killed += self.running.kill_database(self.chance.uniform(0.05, 0.25))
        if nemesis in ("server", "both"):
            with_runner = self.chance.random() < 0.5
            killed += self.running.kill_server()
            if with_runner:
                self.running.kill_runner()
            time.sleep(self.chance.choice((0.0, 0.0, 0.2)))
            self.running.start()
        if nemesis == "runner":
            # One that was killed a moment ago may not be there again.
            self.running.wait_until(self.running.kill_runner, _BACK_SECONDS, "there is no runner")
            killed += 1
        if nemesis == "backend":
            killed += self.running.kill_backend(self.chance.randrange(1000))
        if nemesis == "connections":
            killed += self.running.cut_connections(self.chance)
        if killed:
            self.kills[nemesis] = self.kills.get(nemesis, 0) + 1

    async def round(self, nemeses: list[str], struck: Callable[[str], None] = lambda _: None) -> Findings:
        """Clients write all the time; each nemesis strikes at a random moment; then all is checked."""
        load = Load(self.running.port, self.commands, self.history, self.pauses)
        load.start()
        try:
            for nemesis in nemeses:
                await load.acknowledged(_UNDER_LOAD, self.running.check_alive)
                await asyncio.sleep(self.chance.uniform(0.0, 0.3))
                await asyncio.to_thread(self.strike, nemesis)
                struck(nemesis)
            await load.acknowledged(_UNDER_LOAD, self.running.check_alive)
            load.stop()
            await load.drained()
        except TimeoutError as error:
            raise self.running.failed(f"not answered any more after {nemeses}: {error}") from error
        finally:
            await load.abort()
        await asyncio.to_thread(self.quiesce)
        return await asyncio.to_thread(self.check)

    def check(self) -> Findings:
        """Compare what is there with what is known."""
        return check(self.running.conninfo, self.history, self.reader.seen)

    async def lose(self) -> Findings:
        """The control: kill the database under load, and see what is not there any more."""
        load = Load(self.running.port, self.commands, self.history, self.pauses)
        load.start()
        try:
            await load.acknowledged(_UNDER_LOAD, self.running.check_alive)
            await asyncio.sleep(self.chance.uniform(0.0, 0.3))
            await asyncio.to_thread(self.strike, "database")
            load.stop()
            await load.drained()
        finally:
            await load.abort()
        return await asyncio.to_thread(self.check)

    def quiesce(self) -> None:
        """Wait until the read models and the reader have everything."""
        names = [projection.tracking_name for projection in PROJECTIONS]

        def caught_up() -> bool:
            with suppress(psycopg.OperationalError), psycopg.connect(self.running.conninfo) as connection:
                row = connection.execute(
                    "select (select max(position) from events), array("
                    "select notification_id from notification_tracking where application_name = any(%s))",
                    (names,),
                ).fetchone()
                return row is not None and [row[0]] * len(names) == row[1] and self.reader.position == row[0]
            return False

        self.running.wait_until(caught_up, _CATCH_UP_SECONDS, "the read models do not catch up")


@asynccontextmanager
async def life(seed: str, *, durable: bool = True) -> AsyncIterator[Life]:
    """A service with some persons on its register."""
    chance, asked, pauses = (Random(f"{seed} {what}") for what in ("faults", "commands", "pauses"))
    with service(durable=durable) as running, TailingReader(running.conninfo) as reader:
        history = History()
        commands = Commands(asked)
        await Load(running.port, commands, history, pauses).register(_PERSONS)
        yield Life(running, chance, pauses, history, commands, reader)


async def control(seed: str) -> tuple[int, int]:
    """How many acknowledged commands are lost, of how many, where durability is switched off.

    The first loss ends it. Nothing else is looked at: such a database may say anything.
    """
    async with life(seed, durable=False) as tested:
        for _ in range(_CONTROL_ROUNDS):
            findings = await tested.lose()
            if findings.faults["lost"]:
                break
        return findings.faults["lost"], findings.acknowledged
