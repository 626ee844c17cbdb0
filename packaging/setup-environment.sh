#!/usr/bin/env bash
# Makes the Python environment in .venv from requirements.lock, with uv where it is installed and else with pip, and
# puts the command `kontor` into it. Run again it brings an existing environment up to the lock file.
set -euo pipefail

cd "$(dirname "$0")/.."
environment=.venv
python="$environment/bin/python"
suitable='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))'

find_python() {
    for candidate in python3.11 python3.12 python3.13 python3.14 python3; do
        if command -v "$candidate" >/dev/null && "$candidate" -c "$suitable" 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Kontor needs Python 3.11 to 3.14, or uv, which fetches one." >&2
    return 1
}

make_environment() {
    rm -rf "$environment"
    if command -v uv >/dev/null; then
        uv venv --quiet --python '>=3.11,<3.15' "$environment"
        return
    fi
    local base
    base="$(find_python)"
    if ! "$base" -m ensurepip --version >/dev/null 2>&1; then
        # Debian keeps this part of Python in a package of its own.
        if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
            echo "Python's venv module is missing. Install it with: sudo apt-get install python3-venv" >&2
            return 1
        fi
        DEBIAN_FRONTEND=noninteractive apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    fi
    "$base" -m venv "$environment"
}

install_packages() {
    if command -v uv >/dev/null; then
        uv pip sync --quiet --require-hashes --python "$python" requirements.lock
        uv pip install --quiet --no-deps --no-build-isolation --python "$python" --editable .
    else
        "$python" -m pip --version >/dev/null 2>&1 || "$python" -m ensurepip >/dev/null
        "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
        "$python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
    fi
}

# An environment dies with the Python it was made from.
"$python" -c "$suitable" 2>/dev/null || make_environment
install_packages

libraries=()
[ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || libraries=(--screen)
packaging/system-libraries.sh ${libraries[@]+"${libraries[@]}"} || "$python" -c 'import PySide6.QtWidgets'
