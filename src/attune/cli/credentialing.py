"""``attune credentialing``: taking in the exclusion lists that the government publishes."""

import argparse
from pathlib import Path
from typing import Any

from attune.cli.environment import Refusal, add_edition, configure
from attune.credentialing.errors import ListRefused
from attune.credentialing.gateways.leie_file import LeieFile
from attune.credentialing.rules.lists import ROWS_MIN, ListKind


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("credentialing", help="exclusion lists: take one in, and screen everybody")
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    importing = parts.add_parser("import-leie", help="take a LEIE file in, then compare all providers with it")
    importing.add_argument("file", metavar="FILE", type=Path, help="the CSV file as it was downloaded")
    kinds = importing.add_mutually_exclusive_group()
    kinds.add_argument("--supplement", action="store_true", help="the file adds one month's exclusions")
    kinds.add_argument("--reinstatements", action="store_true", help="the file ends exclusions")
    importing.add_argument(
        "--rows-min", type=int, default=ROWS_MIN, metavar="N", help=f"a full list with fewer is cut off ({ROWS_MIN})"
    )
    add_edition(importing)
    importing.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    """Take the file in and tell what it changed. Refuses a file that is broken, cut off or too old, naming the line."""
    configure(arguments)
    from attune.credentialing.management import take_in_and_screen

    chosen = {ListKind.SUPPLEMENT: arguments.supplement, ListKind.REINSTATEMENTS: arguments.reinstatements}
    kind = next((one for one, is_chosen in chosen.items() if is_chosen), ListKind.FULL)
    try:
        taken, screened = take_in_and_screen(LeieFile(arguments.file), kind=kind, rows_min=arguments.rows_min)
    except ListRefused as refused:
        raise Refusal(f"{arguments.file.name} was not taken in; what was in force still is. {refused}") from refused
    known = "This file was taken in before. " if taken.is_known else ""
    print(
        f"{known}{taken.rows:,} rows: {taken.added:,} new, {taken.ended:,} ended, {taken.in_force:,} in force. "
        f"{screened.providers:,} providers compared: {screened.suspended:,} suspended, "
        f"{screened.reinstated:,} reinstated, {screened.to_review:,} new to review."
    )
    return 0
