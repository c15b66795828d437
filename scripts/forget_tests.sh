#!/bin/sh
# Stop the tests' database server and give back the memory it lived in.
set -eu
cd "$(dirname "$0")/.."
ATTUNE_HOME=$(.venv/bin/python -m tests.support.home)
export ATTUNE_HOME
[ ! -d "$ATTUNE_HOME" ] || .venv/bin/python -m attune.embedded stop
case $ATTUNE_HOME in
    /dev/shm/attune-tests-*) rm -rf "$ATTUNE_HOME" ;;
esac
