#!/bin/sh
# lock.sh [uv lock's options]   Refresh uv.lock from pyproject.toml, and from it the requirement files that pip reads.
# Without options versions stay where they can; --upgrade takes the newest, --upgrade-package NAME one package's newest.
set -eu
cd "$(dirname "$0")/../.."
here=infra/packaging
uv=${UV:-uv}

if ! command -v "$uv" >/dev/null; then # one of our own, apart from .venv
    uv=build/uv/bin/uv
    [ -x $uv ] || .venv/bin/python -m pip install --quiet --target build/uv 'uv>=0.9'
fi

"$uv" lock --quiet --default-index https://pypi.org/simple "$@"

export_to() {
    out=$here/$1
    shift
    "$uv" export --quiet --frozen --no-header --no-annotate --no-emit-project --no-default-groups "$@" -o "$out" >/dev/null
}
export_to requirements.lock --group build
export_to requirements-dev.lock --all-groups

hatchling=$(sed -n 's/^hatchling==\([^ ]*\).*/\1/p' $here/requirements.lock)
if ! grep -q "\"hatchling==$hatchling\"" pyproject.toml; then
    echo "pyproject.toml: build-constraint-dependencies must now say hatchling==$hatchling; then lock again" >&2
    exit 1
fi
