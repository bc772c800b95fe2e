"""Working behind others: the process itself, its session, and the server's processes for its connections."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tongxin.api.runtime.giving_way import lower_backends

AUTOGROUP = Path("/proc/self/autogroup")
ITSELF = """
import os
from tongxin.api.runtime.giving_way import step_back
step_back(7)
step_back(3)  # never forward again
group = open("/proc/self/autogroup").read().split()[-1] if os.path.exists("/proc/self/autogroup") else "none"
print(os.getpriority(os.PRIO_PROCESS, 0), group)
"""
NAMED = "select pid from pg_stat_activity where application_name = %s"


def nice_of(pid: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, pid)


def test_a_process_steps_back_and_its_own_session_with_it() -> None:
    before = nice_of(0)
    done = subprocess.run(
        [sys.executable, "-c", ITSELF], capture_output=True, text=True, check=True, start_new_session=True
    )
    nice, group = done.stdout.split()
    assert int(nice) == max(7, before)
    if AUTOGROUP.exists() and os.geteuid() == 0:  # anybody else may change it only once in a while
        assert group == "7"


@pytest.mark.skipif("TONGXIN_DATABASE_URL" in os.environ, reason="only a server on this machine is lowered")
def test_the_server_processes_of_connections_with_the_name_work_behind_and_no_others(database: str) -> None:
    with (
        psycopg.connect(database, application_name="tongxin rebuild 1") as ours,
        psycopg.connect(database, autocommit=True, application_name="another") as other,
    ):
        before = nice_of(other.info.backend_pid)
        assert lower_backends(other, "tongxin rebuild 1") == [ours.info.backend_pid]
        assert nice_of(ours.info.backend_pid) == 10
        assert nice_of(other.info.backend_pid) == before


def test_a_database_that_is_not_there_is_for_others_to_tell_and_the_name_is_given_back() -> None:
    told = (
        "import os\n"
        "from tongxin.api.runtime.giving_way import behind\n"
        "os.environ['PGAPPNAME'] = 'mine'\n"
        "with behind('host=/nowhere dbname=x', 'rebuild'):\n"
        "    assert os.environ['PGAPPNAME'] == f'rebuild {os.getpid()}'\n"
        "assert os.environ['PGAPPNAME'] == 'mine'\n"
        "assert os.getpriority(os.PRIO_PROCESS, 0) >= 10\n"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
