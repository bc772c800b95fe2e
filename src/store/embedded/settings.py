"""What can be chosen about the embedded database, and where it lives by default."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .errors import EmbeddedServerError

_RESERVED = frozenset({"data_directory", "fsync", "full_page_writes", "unix_socket_directories"})
_SETTING_NAME = re.compile(r"[a-z_][a-z0-9_.]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """How to run the embedded database.

    ``data_directory`` holds everything: the cluster, its password, socket, log and locks.
    Time-outs are in seconds. ``start_timeout`` is long because it includes crash recovery.
    ``extra`` holds further PostgreSQL settings, by name; settings on which durability or the
    supervisor itself rests are refused with EmbeddedServerError. A process that joins a running
    server takes that server's settings, not its own.
    """

    data_directory: Path
    start_timeout: float = 300.0
    stop_timeout: float = 60.0
    shared_buffers: str = "256MB"
    max_connections: int = 100
    extra: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.extra:
            if name.lower() in _RESERVED:
                raise EmbeddedServerError(
                    f"The PostgreSQL setting {name!r} of the embedded database cannot be changed.",
                    remedy="Remove it; data would no longer be safe, or the server no longer found.",
                )
            if not _SETTING_NAME.fullmatch(name.lower()):
                raise EmbeddedServerError(
                    f"{name!r} is not the name of a PostgreSQL setting.", remedy="Correct or remove it."
                )


def default_data_directory() -> Path:
    """Where the service keeps what is its own: TONGXIN_DATA_DIR, or the user's data directory, or root's."""
    if chosen := os.environ.get("TONGXIN_DATA_DIR"):
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/tongxin")
    base = Path(os.environ.get("XDG_DATA_HOME", ""))
    # The XDG specification asks for relative values to be ignored.
    if not base.is_absolute():
        base = Path.home() / ".local" / "share"
    return base / "tongxin"
