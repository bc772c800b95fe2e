"""What can wait works behind others, and the server for it too."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tongxin.api.runtime.giving_way import lower_backends

_ALONE = """
import os, sys
from tongxin.api.runtime.giving_way import behind
with behind(sys.argv[1], "a rebuild"):
    print(os.getpriority(os.PRIO_PROCESS, 0), os.environ["PGAPPNAME"] == f"a rebuild {os.getpid()}")
print("PGAPPNAME" in os.environ)
"""


def session_of(process: int) -> str:
    """How nice its session is; nothing where the kernel does not tell."""
    group = Path(f"/proc/{process}/autogroup")
    return group.read_text().rpartition("nice ")[2].strip() if group.exists() else ""


def test_the_server_works_behind_others_for_connections_of_that_name_only(database: str) -> None:
    with (
        psycopg.connect(database, application_name="a rebuild 1") as slow,
        psycopg.connect(database, application_name="a rebuild 12") as other,
        psycopg.connect(database, autocommit=True) as own,
    ):
        if not own.info.host.startswith("/"):
            pytest.skip("the server may be on another machine")
        process = slow.info.backend_pid
        assert lower_backends(own, "a rebuild 1") == [process]
        assert os.getpriority(os.PRIO_PROCESS, process) == 10
        assert session_of(process) in ("10", "")
        for one in (other, own):
            assert os.getpriority(os.PRIO_PROCESS, one.info.backend_pid) == 0
            assert session_of(one.info.backend_pid) in ("0", "")


def test_a_process_works_behind_others_and_names_its_connections_meanwhile(database: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PGAPPNAME"}
    done = subprocess.run(
        [sys.executable, "-c", _ALONE, database],
        env=environment, stdout=subprocess.PIPE, text=True, check=True, start_new_session=True,
    )  # fmt: skip
    assert done.stdout.split() == ["10", "True", "False"]
