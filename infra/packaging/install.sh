#!/bin/sh
# install.sh run|dev   Put what the locks say, and this project as a link, into .venv. At once if it is there already.
#   run  what the service needs          dev  also the tools for tests, checks and benchmarks
# With uv (variable UV; empty: without it) from uv.lock; otherwise with pip, from the same versions exported with hashes.
# Needs python3 >= 3.11 with its standard library; neither ensurepip nor pip. PIP_INDEX_URL is respected.
set -eu
cd "$(dirname "$0")/../.."
level=${1:-dev}
venv=.venv
py=$venv/bin/python
here=infra/packaging
stamp=$venv/.installed

case $level in
    run) groups="--no-default-groups --group build" lock=$here/requirements.lock ;;
    dev) groups="--no-default-groups --all-groups" lock=$here/requirements-dev.lock ;;
    *) echo "usage: $0 run|dev" >&2; exit 2 ;;
esac

say() { printf '%s\n' "$*" >&2; }
usable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

# Nothing to do? The stamp says what was installed last and from which files; "dev" holds all of "run".
key() { pwd; [ -z "${PYTHON:-}" ] || "$PYTHON" -V 2>&1 || true; cksum pyproject.toml uv.lock "$here"/*.lock "$here"/*.sh "$here"/*.py; }
fresh=$(key)
holds() { [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$1
$fresh" ]; }
if [ -x "$py" ] && [ -e build/dev/tongxin/__init__.py ] && { holds dev || holds "$level"; }; then
    exit 0
fi
rm -f "$stamp"

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if usable "$name"; then command -v "$name"; return; fi
    done
}

with_uv() {
    [ -n "${UV-uv}" ] && command -v "${UV-uv}" >/dev/null || return 1
    python=$(find_python) # without one, uv looks for a Python of its own
    say "Installing into $venv with uv ..."
    # shellcheck disable=SC2086
    "${UV-uv}" sync --quiet --frozen $groups ${python:+--python "$python"} && return
    say "uv could not; going on with pip."
    return 1
}

suits() { usable "$py" && { [ -z "${PYTHON:-}" ] || [ "$("$py" -V)" = "$("$PYTHON" -V)" ]; }; }

with_pip() {
    if ! suits; then
        python=$(find_python)
        if [ -z "$python" ]; then
            found=$({ "${PYTHON:-python3}" -V; } 2>/dev/null) || found="no ${PYTHON:-python3}"
            say "Tongxin needs Python 3.11 or newer; found: $found."
            say "Install one, or name one that is not on the PATH:  make PYTHON=/path/to/python3.13 ..."
            exit 1
        fi
        "$python" -m venv --clear --without-pip "$venv"
    fi
    if ! "$py" -m pip --version >/dev/null 2>&1; then
        "$py" -m ensurepip >/dev/null 2>&1 || "$py" $here/fetch_pip.py
    fi
    say "Installing into $venv with pip ..."
    pip="$py -m pip --quiet --disable-pip-version-check --no-input"
    $pip install --require-hashes --only-binary :all: -r "$lock"
    $pip install --no-deps --no-build-isolation --editable .
}

with_uv || with_pip
printf '%s\n%s\n' "$level" "$fresh" >"$stamp"
