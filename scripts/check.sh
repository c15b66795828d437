#!/bin/sh
# Everything that judges the code without running the tests.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin

echo "== format and lint"
$bin/ruff format --check
$bin/ruff check
# The types take longest and one core; the rest is looked at meanwhile.
types=$(mktemp)
trap 'rm -f "$types"' EXIT
# The types of models come from the settings, which refuse to load without these.
ATTUNE_ENVIRONMENT=test ATTUNE_EDITION=marketplace ATTUNE_SECRET_KEY=types DATABASE_URL=postgresql:///types \
    ATTUNE_CONTEXT_KEY=0000000000000000000000000000000000000000000000000000000000000000 $bin/mypy >"$types" 2>&1 &
typing=$!
echo "== imports"
$bin/lint-imports

forget() {
    $bin/python - "$1" <<'END'
import sys

import psycopg
from psycopg import sql

from attune.embedded.server import server_admin_url

with psycopg.connect(server_admin_url(), autocommit=True) as admin:
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(sys.argv[1])))
END
}

# On a database of its own, made from nothing: an old one could hide what a new one lacks.
for edition in marketplace clinic; do
    echo "== isolation: $edition"
    ATTUNE_EDITION=$edition
    ATTUNE_DATABASE_NAME=attune_check_${edition}_$$
    export ATTUNE_EDITION ATTUNE_DATABASE_NAME
    trap 'forget "$ATTUNE_DATABASE_NAME"; rm -f "$types"' EXIT
    $bin/attune install --by "the checks" --why "A fresh database to look at." --practice "The Checked Clinic" >/dev/null
    $bin/attune check isolation
    trap 'rm -f "$types"' EXIT
    forget "$ATTUNE_DATABASE_NAME"
done

echo "== types"
status=0
wait "$typing" || status=$?
cat "$types"
exit "$status"
