#!/bin/sh
# Every check and every test. Stops at the first that fails, so that the last summary is the verdict.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python

# A server that was not running before is not left running after.
$python -m attune.embedded status >/dev/null || trap '$python -m attune.embedded stop' EXIT

sh scripts/check.sh

other=$(sh scripts/other_postgres.sh)
if [ -n "$other" ]; then
    echo "== tenancy on another PostgreSQL: $("$other/postgres" --version)"
    status=0
    ATTUNE_POSTGRES_BIN=$other $python -m pytest -n 2 tests/tenancy --ignore tests/tenancy/test_route_attacks.py || status=$?
    ATTUNE_POSTGRES_BIN=$other $python -m attune.embedded stop
    [ "$status" -eq 0 ] || exit "$status"
fi

for edition in marketplace clinic; do
    echo "== edition: $edition"
    ATTUNE_EDITION=$edition $python -m pytest -n 2 -m "edition or journey"
done

echo "== what both editions share"
$python -m pytest -n 2 -m "not edition and not journey"
