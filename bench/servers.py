"""One contender behind uvicorn, one worker: `python -m bench.servers NAME PORT CONNINFO FOLDER`."""

import sys
from pathlib import Path
from typing import Any

import uvicorn

from tongxin.api.http.app import create_app
from tongxin.api.runtime import logs
from tongxin.api.runtime.settings import Settings

from .rivals import crud, empty, stock


def application(name: str, conninfo: str, folder: Path) -> Any:
    """The ASGI application of a contender. Ours logs to a file, as it does in service."""
    if name == "ours":
        logs.set_up(folder / "tongxin.log")
        return create_app(Settings(data_dir=folder), conninfo)
    rivals = {"empty": empty.create_app, "stock": stock.create_app, "crud": crud.create_app}
    return rivals[name](conninfo)


def main() -> None:
    """Serve until stopped."""
    name, port, conninfo, folder = sys.argv[1:5]
    app = application(name, conninfo, Path(folder))
    uvicorn.run(app, port=int(port), loop="uvloop", http="httptools", access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
