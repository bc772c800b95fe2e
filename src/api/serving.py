"""The HTTP server of the service."""

from contextlib import suppress
from types import FrameType

import uvicorn
from fastapi import FastAPI

from .http.app import create_app
from .runtime.settings import Settings


class _Server(uvicorn.Server):
    """Ends the streams that would keep it from ending."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._app.state.streaming.end()
        super().handle_exit(sig, frame)


def serve_http(settings: Settings, conninfo: str) -> None:
    """Serve until told to stop."""
    app = create_app(settings, conninfo)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=10,
    )
    with suppress(KeyboardInterrupt):  # raised once all is shut down: it is how one stops the service
        _Server(config, app).run()
