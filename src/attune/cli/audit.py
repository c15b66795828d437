"""``attune audit``: sealing the trail and verifying it."""

import argparse
import json
from pathlib import Path
from typing import Any

from attune.cli.environment import Refusal, add_edition, configure


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("audit", help="the audit trail: seal it, verify it")
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    seal = parts.add_parser("seal", help="seal what is finished and export the signed heads")
    verify = parts.add_parser("verify", help="name every event that was changed, deleted, added or moved")
    verify.add_argument("--json", action="store_true", help="one JSON object a line")
    for part, run in ((seal, run_seal), (verify, run_verify)):
        part.add_argument("--folder", type=Path, help="the export folder; else ATTUNE_AUDIT_EXPORT_FOLDER")
        add_edition(part)
        part.set_defaults(run=run)


def run_seal(arguments: argparse.Namespace) -> int:
    """Seal every holder's finished events; exit 1 if a trail is broken."""
    configure(arguments)
    from attune.audit.actions.seal import seal_all
    from attune.audit.errors import SigningKeyMissing
    from attune.audit.gateways.exports import export_folder

    try:
        done = seal_all(export_folder(arguments.folder))
    except SigningKeyMissing as error:
        raise Refusal(str(error)) from error
    for one in done:
        if one.is_broken:
            print(f"{one.holder_id}: the head at {one.tree_size} does not hold, nothing was sealed")
        else:
            print(f"{one.holder_id}: {one.sealed} events sealed, {one.tree_size} in all")
    if not done:
        print("nothing to seal")
    return 1 if any(one.is_broken for one in done) else 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Verify every holder's trail, one line for each finding; exit 1 if there is one."""
    edition = configure(arguments)
    from attune.audit.gateways.exports import export_folder
    from attune.audit.queries.verify import verify_all

    folder = export_folder(arguments.folder)
    done = verify_all(folder)
    for finding in (finding for one in done for finding in one.findings):
        print(json.dumps(_told(finding)) if arguments.json else finding)
    count = sum(len(one.findings) for one in done)
    if not arguments.json:
        sealed, waiting = sum(one.sealed for one in done), sum(one.unsealed for one in done)
        found = f"{count} findings" if count else "no finding"
        print(f"{edition}: {len(done)} trails, {sealed} events sealed, {waiting} waiting, {found}")
    return 1 if count else 0


def _told(finding: Any) -> dict[str, object]:
    return {
        "holder": str(finding.holder_id),
        "kind": str(finding.kind),
        "event": None if finding.event_id is None else str(finding.event_id),
        "index": finding.index,
        "tree_size": finding.tree_size,
        "message": str(finding),
    }
