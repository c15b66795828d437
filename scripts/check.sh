#!/bin/sh
# Everything that judges the code without running the tests.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin

echo "== format and lint"
$bin/ruff format --check
$bin/ruff check
echo "== types"
$bin/mypy
echo "== imports"
$bin/lint-imports
for edition in marketplace clinic; do
    echo "== isolation, $edition"
    ATTUNE_EDITION=$edition $bin/attune check isolation --fresh
done
