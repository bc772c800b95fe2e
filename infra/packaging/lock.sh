#!/bin/sh
# lock.sh [uv lock's options]   Refresh uv.lock from pyproject.toml, and from it the requirement files that pip reads.
# Without options versions stay where they can; --upgrade takes the newest, --upgrade-package NAME one package's newest.
set -eu
cd "$(dirname "$0")/../.."
here=infra/packaging

if ! command -v "${UV-uv}" >/dev/null 2>&1; then # one of our own, apart from .venv
    UV=build/uv/bin/uv
    [ -x $UV ] || { .venv/bin/python -m venv build/uv && build/uv/bin/pip install --quiet 'uv>=0.9'; }
fi
uv() { "${UV:-uv}" --quiet "$@"; }

uv lock --default-index https://pypi.org/simple --no-config "$@"
uv lock --check
export_to() { out=$1; shift; uv export --frozen --no-header --no-annotate --no-emit-project "$@" -o "$out" >/dev/null; }
export_to $here/requirements.lock --no-default-groups --group build
export_to $here/requirements-dev.lock --no-default-groups --all-groups

pinned=$(sed -n 's/^hatchling==\([^ ]*\).*/\1/p' $here/requirements.lock)
grep -q "hatchling==$pinned\"" pyproject.toml || {
    echo "pyproject.toml: build-constraint-dependencies should now say hatchling==$pinned; then lock again" >&2
    exit 1
}
