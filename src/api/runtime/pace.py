"""Working in the background: at most half of the time, so that commands are not kept waiting."""

import asyncio
from time import monotonic

_LONGEST = 0.5
_SHORTEST = 0.002


class Pace:
    """Rests as long as the work since the last rest took."""

    def __init__(self) -> None:
        self._since = monotonic()

    async def rest(self) -> None:
        """Call after each piece of work."""
        worked = monotonic() - self._since
        if worked >= _SHORTEST:
            await asyncio.sleep(min(worked, _LONGEST))
            self._since = monotonic()
