"""``attune ledger``: verifying the books."""

import argparse
import json
import sys
from typing import Any

from attune.cli.environment import add_edition, configure


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("ledger", help="the books: verify them")
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    verify = parts.add_parser("verify", help="name every entry that was changed, removed or added, or is missing")
    verify.add_argument("--json", action="store_true", help="one JSON object a line")
    add_edition(verify)
    verify.set_defaults(run=run_verify)


def run_verify(arguments: argparse.Namespace) -> int:
    """Verify every holder's book, one line for each finding; exit 1 if there is one.

    Fees that a job is about to enter are no finding, and are said on standard error.
    """
    edition = configure(arguments)
    from attune.workflows.verify_books import verify_books

    done = verify_books()
    for finding in done.findings:
        print(json.dumps(_told(finding)) if arguments.json else finding)
    if not arguments.json:
        found = f"{len(done.findings)} findings" if done.findings else "no finding"
        print(f"{edition}: {done.books} books, {done.entries} entries, {found}")
    if done.on_their_way:
        told = f"The fees of {len(done.on_their_way)} practices are on their way to the platform's book: verify again."
        print(told, file=sys.stderr)
    return 1 if done.findings else 0


def _told(finding: Any) -> dict[str, object]:
    return {
        "holder": str(finding.holder_id),
        "kind": finding.kind,
        "key": finding.key,
        "entry": finding.number,
        "message": str(finding),
    }
