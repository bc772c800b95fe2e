"""Working in the background: at most a quarter of the time, so that commands are not kept waiting."""

import asyncio
from time import monotonic

_REST = 3
"""Times as long as the work before it."""
_LONGEST = 1.0
_SHORTEST = 0.002


class Pace:
    """Rests after work, in proportion to it."""

    def __init__(self) -> None:
        self._since = monotonic()

    async def rest(self) -> None:
        """Call after each piece of work."""
        worked = monotonic() - self._since
        if worked >= _SHORTEST:
            await asyncio.sleep(min(_REST * worked, _LONGEST))
            self._since = monotonic()
