"""Many clients that send commands, and send them again until they are answered."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random
from typing import Any

from .client import Connection, Unanswered
from .history import History, Operation

CLIENTS = 200
_TWICE = 0.1  # of the commands are sent by two clients at once
_GIVEN_UP = 0.05  # of the commands are not sent again when no answer comes
_CHECK_DIGITS = "10X98765432"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Commands:
    """Makes up commands that can always be granted, from a seed."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._persons: list[str] = []
        self._made = 0
        self._retractable: list[tuple[str, int]] = []

    def registration(self) -> Operation:
        """A new person; each second one with an identity number, which must be claimed."""
        self._made += 1
        number = _identity_number(self._made) if self._made % 2 else None
        body = {
            "name": f"测试{self._made}",
            "identity_number": number,
            "birth_date": "1988-03-15",
            "sex": "male",
            "domicile_area": "640324",
            "residence_area": "640324100",
            "source": "screening",
        }
        return self._operation("register", "/persons", body)

    def next(self) -> Operation:
        """Some command."""
        person = self._chance.choice(self._persons)
        remark = f"{self._chance.getrandbits(64):x}"
        kind = self._chance.choices(
            ("screenings", "talks", "residence-changes", "retractions", "register"), (10, 4, 2, 2, 1)
        )[0]
        body: dict[str, Any]
        match kind:
            case "register":
                return self.registration()
            case "talks":
                body = {"channel": "phone", "remarks": remark}
            case "residence-changes":
                body = {"residence_area": f"64032410{self._chance.randrange(7)}", "address": remark}
            case "retractions" if self._retractable:
                person, target = self._retractable.pop(self._chance.randrange(len(self._retractable)))
                body = {"target": target, "reason": remark}
            case _:
                kind, body = "screenings", {"outcome": "no_finding", "remarks": remark}
        return self._operation(kind, f"/persons/{person}/{kind}", body)

    def answered(self, operation: Operation, answer: dict[str, Any]) -> None:
        """Use what was granted: persons to write to, events to retract."""
        if operation.kind == "register":
            self._persons.append(answer["stream"])
        elif operation.kind in ("talks", "residence-changes"):
            self._retractable.append((answer["stream"], answer["version"]))

    def _operation(self, kind: str, path: str, body: dict[str, Any]) -> Operation:
        key = f"{self._chance.getrandbits(96):024x}"
        twice = self._chance.random() < _TWICE
        given_up = not twice and self._chance.random() < _GIVEN_UP
        content = json.dumps(body).encode()
        return Operation(key, kind, path, content, time.monotonic(), twice, given_up)


class Load:
    """The clients, until told to stop. Only what was begun is then brought to an end."""

    def __init__(self, port: int, commands: Commands, history: History, pause: Random) -> None:
        self._port = port
        self._commands = commands
        self._history = history
        self._pause = pause
        self._stopping = False
        self._clients: list[asyncio.Task[None]] = []
        self._began = 0.0
        self._listening: asyncio.Task[None] | None = None

    def start(self, clients: int = CLIENTS) -> None:
        """Let so many clients begin."""
        self._began = time.monotonic()
        self._clients = [asyncio.create_task(self._client()) for _ in range(clients)]

    async def acknowledged(self, more: int, check: Callable[[], None], seconds: float = 120.0) -> None:
        """Wait until so many more commands were acknowledged. `check` raises when that is hopeless."""
        wanted = len(self._history.acknowledged_at) + more
        deadline = time.monotonic() + seconds
        while len(self._history.acknowledged_at) < wanted:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{seconds:g} seconds without {more} acknowledgements")
            check()
            self._raise_failures()
            await asyncio.sleep(0.01)

    def stop(self) -> None:
        """Begin nothing new."""
        if not self._stopping:
            self._stopping = True
            self._history.note_gap(self._began, time.monotonic())

    async def drained(self, seconds: float = 120.0) -> None:
        """Wait until everything begun was answered or given up."""
        async with asyncio.timeout(seconds):
            await asyncio.gather(*self._clients)

    async def abort(self) -> None:
        """End the clients as they are."""
        for task in (*self._clients, *([self._listening] if self._listening else [])):
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*self._clients, return_exceptions=True)

    def _raise_failures(self) -> None:
        for client in self._clients:
            if client.done():
                client.result()

    async def register(self, persons: int) -> None:
        """Put persons on the register, one after another."""
        await self._perform(self._commands.registration for _ in range(persons))

    async def _client(self) -> None:
        await self._perform(iter(self._next, None))

    def _next(self) -> Callable[[], Operation] | None:
        return None if self._stopping else self._commands.next

    async def _perform(self, made: Iterator[Callable[[], Operation]]) -> None:
        connections = Connection(self._port), Connection(self._port)
        try:
            for make in made:
                operation = make()
                self._history.operations[operation.key] = operation
                used = connections if operation.twice else connections[:1]
                await asyncio.gather(*(self._until_answered(operation, one) for one in used))
        finally:
            for connection in connections:
                connection.close()

    async def _until_answered(self, operation: Operation, connection: Connection) -> None:
        while not await self._sent(operation, connection) and not operation.given_up:
            await self._listened_to()
            await asyncio.sleep(self._pause.uniform(0.0, 0.2))

    async def _listened_to(self) -> None:
        """Wait until somebody listens; one asks for all, so that the machine has time to start a server."""
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._ask_until_listened_to())
        await asyncio.shield(self._listening)

    async def _ask_until_listened_to(self) -> None:
        while True:
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", self._port)
                writer.close()
                return
            await asyncio.sleep(0.05)

    async def _sent(self, operation: Operation, connection: Connection) -> bool:
        """Send a command once; whether its answer tells what became of it."""
        history = self._history
        try:
            answer = await connection.post(operation.path, operation.key, operation.body)
        except Unanswered:
            history.unanswered += 1
            return False
        if answer.status in (200, 201):
            now = time.monotonic()
            content = json.loads(answer.body)
            history.acknowledged_at.append(now)
            if operation.returned is None:
                operation.returned = now
                self._commands.answered(operation, content)
            operation.answers.append(content)
            operation.replays += b"idempotency-replayed" in answer.head
            return True
        if answer.status in (503, 507):
            history.unavailable += 1
            return False
        told = f"{answer.status} to {operation.kind}: {answer.body.decode(errors='replace')[:300]}"
        if answer.status >= 500:
            history.unforeseen.append(told)
            return False
        operation.refusals.append(told)
        return True


def _identity_number(serial: int) -> str:
    """A number with the right check character, of the area 999999 that is nobody's."""
    area, sequence = 999900 + serial // 1000, serial % 1000
    digits = f"{area}19880315{sequence:03}"
    return digits + _CHECK_DIGITS[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True)) % 11]
