#!/bin/sh
# The virtual environment from the lock file. Debian ships venv apart from Python: install it if
# this is root, say what to install if not.
set -eu
venv=$1
if ! python3 -m venv "$venv" >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
        rm -rf "$venv"
        python3 -m venv "$venv"
    else
        echo "缺少 python3-venv：请先运行 sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi
"$venv/bin/pip" install --quiet --disable-pip-version-check "uv>=0.9,<1"
UV_PROJECT_ENVIRONMENT=$venv "$venv/bin/uv" sync --quiet --frozen --compile-bytecode
