"""Where the files of one embedded database are, and how its directory is claimed."""

import hashlib
import os
import re
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from .accounts import Account, first_closed, name_of
from .errors import OTHER_DIRECTORY, EmbeddedServerError

# sun_path holds 107 bytes on Linux and 103 on macOS.
_LONGEST_SOCKET_PATH = 103
_SOCKET_NAME = ".s.PGSQL.65535"
# Commas and quotes separate entries in libpq's host and in unix_socket_directories.
_PLAIN_PATH = re.compile(r"[\w./+@-]+")
_TEMPORARY_DIRECTORY = Path("/tmp")


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths below one data directory (``home``), which must be absolute and resolved."""

    home: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data directory (PGDATA)."""
        return self.home / "cluster"

    @property
    def password_file(self) -> Path:
        """The database password, mode 0600."""
        return self.home / "password"

    @property
    def log_file(self) -> Path:
        """What the server writes to its standard error."""
        return self.home / "server.log"

    @property
    def guard_file(self) -> Path:
        """Locked while a process starts or stops the server; its presence marks the directory as ours."""
        return self.home / "server.lock"

    @property
    def users_file(self) -> Path:
        """Share-locked by every process that uses the server."""
        return self.home / "users.lock"

    @property
    def binaries_copy(self) -> Path:
        """Our copies of server programs that the server's account could not reach."""
        return self.home / "binaries"

    @property
    def socket_directory(self) -> Path:
        """The directory of the unix socket: below ``home``, or a short one where that is too long.

        The short one depends on nothing but ``home``, so that every process finds the same; and not
        on XDG_RUNTIME_DIR, which is removed at logout while the server may go on.
        """
        near = self.home / "run"
        fits = len(os.fsencode(near / _SOCKET_NAME)) <= _LONGEST_SOCKET_PATH
        if fits and _PLAIN_PATH.fullmatch(str(near)):
            return near
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()
        return _TEMPORARY_DIRECTORY / f"tongxin-{digest[:24]}"


def claim_home(layout: Layout) -> None:
    """Make the data directory, or check that an existing one is ours or empty.

    Missing parents are made; existing ones are never changed. As root the directory stays root's and
    lets the server's account pass through (0711); otherwise nobody else may enter (0700).
    """
    home = layout.home
    try:
        _make_parents(home)
        home.mkdir(mode=0o700, exist_ok=True)
        found = home.stat()
        _check_owner(home, found.st_uid)
        _check_contents(layout)
        _set_mode(home, 0o711 if os.geteuid() == 0 else 0o700)
    except FileExistsError as error:
        raise EmbeddedServerError(f"{home} is not a directory.", remedy=_sentence(OTHER_DIRECTORY)) from error
    except OSError as error:
        raise _unusable(home, error) from error


def check_reach(layout: Layout, account: Account) -> None:
    """Refuse a data directory to which the server's account cannot get."""
    closed = first_closed(account, layout.home)
    if closed is None:
        return
    raise EmbeddedServerError(
        f"The database runs as the user {account.name}, who cannot get to {layout.home}: {closed} is closed.",
        remedy=f"Open it with: chmod o+x {closed}, or {OTHER_DIRECTORY}.",
    )


def prepare_socket_directory(layout: Layout, account: Account) -> None:
    """Make the socket directory, mode 0700, the server account's own; refuse one of somebody else's."""
    directory = layout.socket_directory
    try:
        directory.mkdir(mode=0o700, exist_ok=True)
        found = directory.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {account.uid, os.geteuid()}:
            raise EmbeddedServerError(
                f"{directory}, needed for the database's socket, belongs to {name_of(found.st_uid)}.",
                remedy=f"Remove it, or {OTHER_DIRECTORY} whose path is shorter than 80 characters.",
            )
        account.own(directory)
        _set_mode(directory, 0o700)
    except OSError as error:
        raise _unusable(directory, error) from error


def ensure_password(layout: Layout) -> str:
    """The database password; made and stored before the cluster that will use it."""
    path = layout.password_file
    try:
        if path.exists():
            return path.read_text(encoding="ascii").strip()
        if layout.cluster.exists():
            raise EmbeddedServerError(
                f"The password file {path} of the embedded database is missing.",
                remedy="Restore it from a backup of the data directory.",
            )
        return _store_password(path)
    except OSError as error:
        raise _unusable(path, error) from error


def write_private(path: Path, text: str) -> None:
    """Write a new file that only its owner can read, and flush it to disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)


def sync_directory(directory: Path) -> None:
    """Flush a directory's entries to disk, so that a rename in it survives a power failure."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _store_password(path: Path) -> str:
    password = secrets.token_urlsafe(32)
    draft = path.with_name("password.new")
    draft.unlink(missing_ok=True)
    write_private(draft, password + "\n")
    draft.rename(path)
    sync_directory(path.parent)
    return password


def _make_parents(home: Path) -> None:
    # The umask is set aside: as root the server's account must be able to pass through.
    mode = 0o755 if os.geteuid() == 0 else 0o700
    for parent in reversed(home.parents):
        if not parent.exists():
            parent.mkdir(mode=mode, exist_ok=True)
            parent.chmod(mode)


def _check_owner(home: Path, owner: int) -> None:
    if owner == os.geteuid():
        return
    raise EmbeddedServerError(
        f"The data directory {home} belongs to {name_of(owner)}, "
        f"but Tongxin runs as {name_of(os.geteuid())}.",
        remedy=f"Run Tongxin as {name_of(owner)}, or {OTHER_DIRECTORY}.",
    )


def _check_contents(layout: Layout) -> None:
    if layout.guard_file.exists() or not any(layout.home.iterdir()):
        return
    # Looked at again: another process may have claimed the directory in between.
    if layout.guard_file.exists():
        return
    raise EmbeddedServerError(
        f"{layout.home} holds other files and is not a data directory of Tongxin.",
        remedy=f"Name a new or empty directory: {OTHER_DIRECTORY}.",
    )


def _set_mode(path: Path, mode: int) -> None:
    if stat.S_IMODE(path.stat().st_mode) != mode:
        path.chmod(mode)


def _unusable(path: Path, error: OSError) -> EmbeddedServerError:
    return EmbeddedServerError(
        f"{path} cannot be used for the embedded database: {error.strerror or error}.",
        remedy=f"Correct this, or {OTHER_DIRECTORY}.",
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
