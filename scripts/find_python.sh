#!/bin/sh
# Print the newest Python on PATH that can hold Attune's environment; otherwise say what is missing.
set -eu

without_venv=""
for candidate in python3.14 python3.13 python3.12 python3.11 python3 python; do
    # A name on PATH may be a stub that only points to other versions: running it is the proof.
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
    if "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
    without_venv="${without_venv:-$candidate}"
done

if [ -n "$without_venv" ]; then
    version=$("$without_venv" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "$without_venv has no venv module. On Debian and Ubuntu: apt-get install python$version-venv" >&2
else
    echo "Attune needs Python 3.11 or newer; none is on PATH." >&2
fi
exit 1
