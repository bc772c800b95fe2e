"""Which operating-system account runs the server, and what that account can reach."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .errors import EmbeddedServerError

SERVICE_ACCOUNT = "tongxin"
_FALLBACK_ACCOUNTS = ("postgres", "nobody")
_SYSTEM_PATH = "/usr/sbin:/sbin:/usr/bin:/bin"
_FIRST_CLOSED = 'for p do test -x "$p" || { printf %s "$p"; exit 1; }; done'


@dataclass(frozen=True, slots=True)
class Account:
    """The account that owns the cluster; ``switch`` is true when we are root and must become it."""

    name: str
    uid: int
    gid: int
    switch: bool

    @property
    def user(self) -> int | None:
        """The ``user`` argument of subprocess functions."""
        return self.uid if self.switch else None

    @property
    def group(self) -> int | None:
        """The ``group`` argument of subprocess functions."""
        return self.gid if self.switch else None

    @property
    def extra_groups(self) -> list[int] | None:
        """The ``extra_groups`` argument of subprocess functions: none of root's groups are kept."""
        return [] if self.switch else None

    def own(self, path: Path) -> None:
        """Give the account a file or directory that we have just made."""
        if self.switch:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def name_of(uid: int) -> str:
    """The name of a user for messages; the number where there is no name."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user number {uid}"


def server_account(cluster_owner: int | None) -> Account:
    """The account to run the server as, given the owner of the existing cluster, if there is one.

    PostgreSQL refuses to run as root. As root this is therefore the cluster's owner, or for a new
    cluster the system user ``tongxin`` (made when missing), or else an existing ``postgres`` or
    ``nobody``.
    """
    if os.geteuid() != 0:
        return Account(name_of(os.geteuid()), os.geteuid(), os.getegid(), switch=False)
    if cluster_owner:
        return _owner_account(cluster_owner)
    account = _lookup(SERVICE_ACCOUNT) or _create_service_account()
    for name in _FALLBACK_ACCOUNTS:
        account = account or _lookup(name)
    if account is None:
        raise EmbeddedServerError(
            "PostgreSQL cannot run as root, and no other system user could be found or made.",
            remedy=f"Create one with: useradd --system {SERVICE_ACCOUNT}",
        )
    return account


def first_closed(account: Account, path: Path) -> Path | None:
    """The first step on the way to ``path`` that the account may not search or execute, or None.

    Asks the kernel by trying it as that account, so that access lists count too.
    """
    if not account.switch:
        return None
    steps = [str(step) for step in (*reversed(path.parents), path)]
    try:
        result = subprocess.run(
            ["/bin/sh", "-c", _FIRST_CLOSED, "sh", *steps],
            user=account.user,
            group=account.group,
            extra_groups=account.extra_groups,
            cwd="/",
            env={"PATH": _SYSTEM_PATH},
            capture_output=True,
            check=False,
            timeout=30,
        )
    except OSError as error:
        raise cannot_become(account, error) from error
    return None if result.returncode == 0 else Path(os.fsdecode(result.stdout))


def cannot_become(account: Account, error: OSError) -> EmbeddedServerError:
    """The error for a child process that could not be started as the account."""
    return EmbeddedServerError(
        f"A process of the embedded database could not be started as the user {account.name}: {error}",
        remedy="Start Tongxin as an ordinary user instead of root.",
    )


def _owner_account(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise EmbeddedServerError(
            f"The database files belong to user number {uid}, which does not exist on this machine.",
            remedy=f"Create a user with that number: useradd --system --uid {uid} {SERVICE_ACCOUNT}",
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switch=True)


def _lookup(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    if entry.pw_uid == 0:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switch=True)


def _create_service_account() -> Account | None:
    useradd = shutil.which("useradd", path=_SYSTEM_PATH)
    nologin = shutil.which("nologin", path=_SYSTEM_PATH) or "/bin/false"
    if useradd is None:
        return None
    subprocess.run(
        [
            useradd,
            "--system",
            "--user-group",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
            "--shell",
            nologin,
            "--comment",
            "Tongxin database",
            SERVICE_ACCOUNT,
        ],
        env={"PATH": _SYSTEM_PATH},
        capture_output=True,
        check=False,
        timeout=60,
    )
    # Looked up whatever useradd said: another process may have been quicker.
    return _lookup(SERVICE_ACCOUNT)
