"""Events that a projection could not take: noted with the reason, to be seen and retried."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection


@dataclass(frozen=True, slots=True)
class Aside:
    """One such event. `projection`: its tracking name."""

    stream: UUID
    version: int
    projection: str
    position: int
    type: str
    error: str

    @classmethod
    def of(
        cls, stream: UUID, version: int, projection: str, position: int, kind: str, error: Exception
    ) -> "Aside":
        """The note that says what went wrong."""
        told = f"{type(error).__name__}: {error}".replace("\0", "\N{REPLACEMENT CHARACTER}")
        return cls(stream, version, projection, position, kind, told)

    def note(self, connection: Connection[Any]) -> None:
        """Write it down; what is noted already stays."""
        connection.execute(
            "insert into set_aside (stream, version, projection, position, type, error)"
            " values (%s, %s, %s, %s, %s, %s) on conflict do nothing",
            (self.stream, self.version, self.projection, self.position, self.type, self.error),
        )
