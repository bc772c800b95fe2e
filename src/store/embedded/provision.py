"""Making sure that the server's account can run the chosen programs."""

import os
import re
import shutil
from pathlib import Path

from .accounts import Account, first_closed
from .binaries import WHEEL_PACKAGE, Binaries, candidates
from .errors import EmbeddedServerError
from .layout import Layout

_NOT_NEEDED = shutil.ignore_patterns("include", "doc", "man", "pgxs", "__pycache__")


def usable_binaries(layout: Layout, account: Account, cluster_major: int | None) -> Binaries:
    """The first suitable programs that the account can execute.

    Bundled programs below a closed directory (a virtual environment in root's home, say) are copied
    once into the data directory; that directory is never opened to others.
    """
    closed: list[str] = []
    for found in candidates(cluster_major):
        step = first_closed(account, found.postgres)
        if step is None:
            return found
        if found.bundled:
            return _copied(found, layout.binaries_copy)
        closed.append(f"{found.directory} (closed at {step})")
    raise EmbeddedServerError(
        f"The user {account.name}, as whom the database runs, cannot execute {', '.join(closed)}.",
        remedy="Use programs in a directory that everybody may enter.",
    )


def _copied(binaries: Binaries, directory: Path) -> Binaries:
    """The copy of bundled programs, made unless it is there already."""
    package = binaries.directory.parent.parent
    install = binaries.directory.parent.name
    copy = directory / f"postgresql-{binaries.version}"
    if not copy.exists():
        _make_open_directory(directory)
        _remove_older_copies(directory, binaries.major)
        draft = directory / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        _copy_tree(package / install, draft / package.name / install)
        # The programs look for their libraries beside the package, relative to themselves.
        _copy_tree(package.with_name(f"{WHEEL_PACKAGE}.libs"), draft / f"{WHEEL_PACKAGE}.libs")
        # A copy that exists is trusted, so it must be whole even after a power failure.
        os.sync()
        draft.rename(copy)
    return Binaries(copy / package.name / install / "bin", binaries.major, binaries.version, bundled=True)


def _copy_tree(source: Path, target: Path) -> None:
    if source.exists():
        shutil.copytree(source, target, ignore=_NOT_NEEDED)
        for path in (target.parent, target, *target.rglob("*")):
            if not path.is_symlink():
                _open_to_all(path)


def _open_to_all(path: Path) -> None:
    """Let everybody read a file of ours, and enter or run what we can, whatever the umask was."""
    mode = path.stat().st_mode
    path.chmod(mode | (0o555 if mode & 0o100 else 0o444))


def _make_open_directory(directory: Path) -> None:
    directory.mkdir(exist_ok=True)
    directory.chmod(0o755)


def _remove_older_copies(directory: Path, major: int) -> None:
    for path in directory.iterdir():
        if re.match(rf"postgresql-{major}\D", path.name):
            shutil.rmtree(path, ignore_errors=True)
