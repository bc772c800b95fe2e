"""Making a new cluster (the files of one PostgreSQL server), all or nothing."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from .accounts import Account, cannot_become
from .binaries import Binaries
from .errors import OTHER_DIRECTORY, EmbeddedServerError
from .layout import Layout, sync_directory, write_private
from .processes import end_all_below

SUPERUSER = "tongxin"
_DRAFT_PREFIX = "cluster.new-"
# Sorting by bytes never changes with the C library; the character classes know more than ASCII
# where the system has C.UTF-8.
_LOCALES = (("--locale=C", "--lc-ctype=C.UTF-8"), ("--locale=C",))


def owner_of(cluster: Path) -> int | None:
    """The number of the user that owns the cluster; None when there is no cluster yet."""
    try:
        return cluster.stat().st_uid
    except FileNotFoundError:
        return None


def check_owner(cluster: Path, account: Account) -> None:
    """Refuse a cluster of another user, or root's, under which PostgreSQL would not start."""
    owner = owner_of(cluster)
    if owner is not None and owner != account.uid:
        raise EmbeddedServerError(
            f"The database files in {cluster} belong to user number {owner}, not to {account.name}.",
            remedy=f"Give them back with: chown -R {account.name} {cluster}, or {OTHER_DIRECTORY}.",
        )


def major_version(cluster: Path) -> int | None:
    """The major version that wrote the cluster; None when there is no cluster yet."""
    if not cluster.exists():
        return None
    try:
        return int((cluster / "PG_VERSION").read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise EmbeddedServerError(
            f"{cluster} is not a PostgreSQL cluster: its file PG_VERSION is missing or damaged.",
            remedy=f"Restore the data directory from a backup, or {OTHER_DIRECTORY}.",
        ) from error


def create_cluster(layout: Layout, binaries: Binaries, account: Account, password: str) -> None:
    """Make the cluster beside its final place and rename it there, so that it exists whole or not at all.

    Call with the guard held. Raises EmbeddedServerError with what initdb said when that fails.
    """
    _remove_drafts(layout.home)
    draft = Path(tempfile.mkdtemp(prefix=_DRAFT_PREFIX, dir=layout.home))
    try:
        write_private(draft / "password", password)
        account.own(draft / "password")
        account.own(draft)
        _run_initdb(draft, binaries, account)
        (draft / "cluster").rename(layout.cluster)
        sync_directory(layout.home)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _run_initdb(draft: Path, binaries: Binaries, account: Account) -> None:
    for locale in _LOCALES:
        result = _initdb(draft, binaries, account, locale)
        if result.returncode == 0:
            return
        if "locale" not in result.stderr:
            break
    raise EmbeddedServerError(
        f"The database could not be created in {draft.parent}; initdb said: {result.stderr.strip()}",
        remedy="Correct what initdb names and start again; nothing was left behind.",
    )


def _initdb(
    draft: Path, binaries: Binaries, account: Account, locale: tuple[str, ...]
) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            _initdb_command(draft, binaries, locale),
            user=account.user,
            group=account.group,
            extra_groups=account.extra_groups,
            cwd=draft,
            env=clean_environment(binaries, draft),
            umask=0o077,
            start_new_session=True,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        raise cannot_become(account, error) from error


def _initdb_command(draft: Path, binaries: Binaries, locale: tuple[str, ...]) -> list[str]:
    return [
        str(binaries.initdb),
        "--pgdata",
        str(draft / "cluster"),
        "--username",
        SUPERUSER,
        "--pwfile",
        str(draft / "password"),
        "--auth-local=scram-sha-256",
        "--auth-host=scram-sha-256",
        "--data-checksums",
        "--encoding=UTF8",
        "--no-instructions",
        *locale,
    ]


def clean_environment(binaries: Binaries, home: Path) -> dict[str, str]:
    """The whole environment of server programs: nothing of the caller's, PG* variables least of all."""
    return {
        "PATH": os.pathsep.join((str(binaries.directory), "/usr/bin", "/bin")),
        "HOME": str(home),
        "LC_ALL": "C",
        "TZ": "UTC",
    }


def _remove_drafts(home: Path) -> None:
    """Remove what an interrupted creation left, its processes included."""
    for draft in home.glob(f"{_DRAFT_PREFIX}*"):
        end_all_below(draft)
        shutil.rmtree(draft, ignore_errors=True)
