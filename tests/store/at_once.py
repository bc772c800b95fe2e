"""Several processes that do the same thing at the same moment."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_WAIT = """
import json, sys, time
from pathlib import Path
{imports}
ready, go = Path(sys.argv[1]), Path(sys.argv[2])
ready.touch()
while not go.exists():
    time.sleep(0.001)
print(json.dumps({expression}))
"""


def at_once(folder: Path, count: int, imports: str, expression: str, *arguments: str) -> list[Any]:
    """What an expression comes to in each of `count` processes. `sys.argv[3:]` are the arguments."""
    go = folder / "go"
    program = _WAIT.format(imports=imports, expression=expression)
    ready = [folder / f"ready{number}" for number in range(count)]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path), str(go), *arguments], stdout=subprocess.PIPE, text=True
        )
        for path in ready
    ]
    try:
        deadline = time.monotonic() + 60
        while not all(path.exists() for path in ready):
            assert time.monotonic() < deadline
            time.sleep(0.01)
    finally:
        go.touch()
        said = [process.communicate(timeout=60)[0] for process in started]
    assert [process.returncode for process in started] == [0] * count
    return [json.loads(text) for text in said]
