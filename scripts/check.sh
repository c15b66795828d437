#!/bin/sh
# Everything that judges the code without running the tests.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin

echo "== format and lint"
$bin/ruff format --check
$bin/ruff check
echo "== types"
# The types of models come from the settings, which refuse to load without these.
ATTUNE_ENVIRONMENT=test ATTUNE_EDITION=marketplace ATTUNE_SECRET_KEY=types DATABASE_URL=postgresql:///types \
    ATTUNE_CONTEXT_KEY=0000000000000000000000000000000000000000000000000000000000000000 $bin/mypy
echo "== imports"
$bin/lint-imports
for edition in marketplace clinic; do
    echo "== isolation, $edition"
    ATTUNE_EDITION=$edition $bin/attune check isolation --fresh
done
