"""Starting the server program as a child of this process."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from .accounts import Account, cannot_become
from .binaries import Binaries
from .cluster import clean_environment
from .errors import EmbeddedServerError, StillStartingError
from .layout import Layout
from .postmaster import Postmaster, await_ready, clear_remains
from .settings import ServerSettings

_LARGEST_LOG = 10 * 1024 * 1024
_LOG_EXCERPT_BYTES = 2000

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """Everything needed to start the server of one cluster."""

    layout: Layout
    account: Account
    binaries: Binaries
    settings: ServerSettings

    def attempt(self) -> tuple[Postmaster | None, str]:
        """Start the server once: it, when it answers, or None; and what it wrote to its log meanwhile.

        Call with the guard held and no server running. Raises StillStartingError when it neither
        answers nor ends in time; the server is then left to finish.
        """
        clear_remains(self.layout)
        log = self.layout.log_file
        with _opened_log(log) as output:
            before = os.fstat(output).st_size
            child = self._spawn(output)
        _reap_in_background(child)
        try:
            ready = self._await(child)
        except StillStartingError:
            raise
        except BaseException:
            child.send_signal(signal.SIGINT)
            raise
        return ready, _text_after(log, before)

    def failed(self, said: str) -> EmbeddedServerError:
        """The error for a server that ended instead of answering."""
        return EmbeddedServerError(
            f"PostgreSQL {self.binaries.version} did not start in {self.layout.home}; "
            f"it said: {said or 'nothing'}",
            remedy=f"The whole log is {self.layout.log_file}.",
        )

    def _await(self, child: subprocess.Popen[bytes]) -> Postmaster | None:
        return await_ready(
            self.layout.cluster, lambda: child.poll() is None, child.pid, self.settings.start_timeout
        )

    def _spawn(self, output: int) -> subprocess.Popen[bytes]:
        """The server, in a session of its own: Ctrl-C in our terminal is for us to handle, not for it."""
        try:
            return subprocess.Popen(
                self._command(),
                user=self.account.user,
                group=self.account.group,
                extra_groups=self.account.extra_groups,
                umask=0o077,
                cwd=self.layout.cluster,
                env=clean_environment(self.binaries, self.layout.home),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        except OSError as error:
            raise cannot_become(self.account, error) from error

    def _command(self) -> list[str]:
        command = [str(self.binaries.postgres), "-D", str(self.layout.cluster)]
        settings = _server_settings(self.settings, self.layout.socket_directory)
        for name, value in ({"wal_compression": self._page_compression()} | settings).items():
            command += ["-c", f"{name}={value}"]
        return command

    def _page_compression(self) -> str:
        """How page images are compressed in the log: by lz4 where the server was built with it.

        After each checkpoint they are most of the log, and the method that every server has takes long.
        """
        asked = [str(self.binaries.postgres), "-D", str(self.layout.cluster), "-C", "wal_compression"]
        told = subprocess.run(
            [*asked, "-c", "wal_compression=lz4"],
            user=self.account.user,
            group=self.account.group,
            extra_groups=self.account.extra_groups,
            cwd=self.layout.cluster,
            env=clean_environment(self.binaries, self.layout.home),
            capture_output=True,
            check=False,
            timeout=30,
        )
        return "lz4" if told.returncode == 0 and told.stdout.strip() == b"lz4" else "on"


def _server_settings(settings: ServerSettings, socket_directory: Path) -> dict[str, str]:
    """Given on the command line, so that no half-written file can be left by a kill."""
    return {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_directory),
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "shared_buffers": settings.shared_buffers,
        "max_connections": str(settings.max_connections),
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "logging_collector": "off",
        "log_destination": "stderr",
        "log_checkpoints": "off",
        # Statements and the details of errors may hold personal data.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        **settings.extra,
    }


@contextmanager
def _opened_log(path: Path) -> Iterator[int]:
    """The log file, opened to append; a large one is set aside first, in place of the one before."""
    if path.exists() and path.stat().st_size > _LARGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(path, flags, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _text_after(path: Path, offset: int) -> str:
    with path.open("rb") as file:
        file.seek(offset)
        return file.read()[-_LOG_EXCERPT_BYTES:].decode(errors="replace").strip()


def _reap_in_background(child: subprocess.Popen[bytes]) -> None:
    """Take the server's exit status whenever it ends, so that no zombie holds its number."""

    def wait() -> None:
        status = child.wait()
        report = _log.warning if status else _log.info
        report("embedded_postgresql.ended", pid=child.pid, status=status)

    threading.Thread(target=wait, name=f"postgresql-{child.pid}", daemon=True).start()
