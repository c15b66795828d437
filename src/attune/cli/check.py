"""``attune check``: whether what must hold does hold."""

import argparse
import dataclasses
import json
from typing import Any

from attune.cli.environment import add_edition, configure


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("check", help="whether what must hold does hold")
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    isolation = parts.add_parser("isolation", help="ask the database's catalogue for every hole in the walls")
    isolation.add_argument("--json", action="store_true", help="one JSON object a line")
    add_edition(isolation)
    isolation.set_defaults(run=check_isolation)


def check_isolation(arguments: argparse.Namespace) -> int:
    """Print each defect by name; exit 1 if there is one."""
    edition = configure(arguments)
    from attune.foundation.tenancy.guard import find_defects

    defects = find_defects()
    for defect in defects:
        print(json.dumps(dataclasses.asdict(defect)) if arguments.json else defect)
    if not arguments.json:
        print(f"{edition}: {len(defects)} defects" if defects else f"{edition}: no defect in the walls")
    return 1 if defects else 0
