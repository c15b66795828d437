"""The one command line: ``attune``."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from attune.cli.environment import REFUSED, told_in_a_line

GROUPS = (
    "api",
    "audit",
    "bench",
    "check",
    "clock",
    "credentialing",
    "database",
    "demo",
    "documents",
    "faults",
    "install",
    "keys",
    "ledger",
    "matching",
    "members",
    "sandbox",
    "serve",
    "user",
    "worker",
)
"""The modules beside this one that each add a command with its parts."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 found something wrong, 2 refused."""
    parser = argparse.ArgumentParser(prog="attune", description="Attune, a teletherapy platform.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for group in GROUPS:
        import_module(f"attune.cli.{group}").register(commands)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen) or 0)
    except told_in_a_line() as refusal:
        print(str(refusal), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
