"""Structured logs: one JSON object a line. Only what is named is logged, and never who a person is."""

import sys
from pathlib import Path
from typing import Any

import orjson
import structlog


def set_up(file: Path | None = None) -> Any:
    """Log to a file, or to standard error. Returns where to, for whoever wants to close it."""
    sink = _sink(file)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(serializer=_json),
        ],
        wrapper_class=structlog.make_filtering_bound_logger("info"),
        logger_factory=structlog.BytesLoggerFactory(file=sink),
        cache_logger_on_first_use=True,
    )
    return sink


def _json(value: object, **_: object) -> bytes:
    return orjson.dumps(value, default=str)


def _sink(file: Path | None) -> Any:
    """Unbuffered: a line is written at once, whole, and without a second call to flush it."""
    if file is None:
        return open(sys.stderr.fileno(), "ab", buffering=0, closefd=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    return file.open("ab", buffering=0)
