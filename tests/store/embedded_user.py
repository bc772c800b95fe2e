"""Run as a program: use the server of the directory named, until standard input ends."""

import json
import sys
from pathlib import Path

import structlog

from tongxin.store.embedded import EmbeddedServer, ServerSettings

structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
SETTINGS = ServerSettings(
    data_directory=Path(sys.argv[1]), start_timeout=60, shared_buffers="16MB", max_connections=20
)

with EmbeddedServer.start(SETTINGS) as server:
    print(json.dumps({"dsn": server.dsn, "pid": server.pid, "joined": server.joined}), flush=True)
    sys.stdin.read()
