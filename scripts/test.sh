#!/bin/sh
# Every check and every test. Stops at the first that fails, so that the last summary is the verdict.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python

# The tests' server is their own, in memory where there is room; one that was not running before is not left running.
ATTUNE_HOME=$($python -m tests.support.home)
export ATTUNE_HOME
$python -m attune.embedded status >/dev/null || trap 'sh scripts/forget_tests.sh' EXIT

sh scripts/check.sh

other=$(sh scripts/other_postgres.sh)
if [ -n "$other" ]; then
    echo "== tenancy on another PostgreSQL: $("$other/postgres" --version)"
    status=0
    ATTUNE_POSTGRES_BIN=$other $python -m pytest -n 2 tests/tenancy --ignore tests/tenancy/test_route_attacks.py || status=$?
    ATTUNE_POSTGRES_BIN=$other $python -m attune.embedded stop
    [ "$status" -eq 0 ] || exit "$status"
fi

# A journey waits for its browser and its product as often as it computes: three of them keep two cores busy.
echo "== marketplace, and what both editions share"
ATTUNE_EDITION=marketplace $python -m pytest -n 3 --dist loadfile --no-loadscope-reorder
echo "== clinic"
ATTUNE_EDITION=clinic $python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m edition
