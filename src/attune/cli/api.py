"""``attune api``: the documents of the edition's APIs."""

import argparse
from pathlib import Path
from typing import Any

from attune.cli.environment import add_edition, configure


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("api", help="the documents of the APIs")
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    documents = parts.add_parser("documents", help="write each API's OpenAPI document to a folder")
    documents.add_argument("--folder", type=Path, required=True, help="where the .json files go")
    add_edition(documents)
    documents.set_defaults(run=write_documents)


def write_documents(arguments: argparse.Namespace) -> int:
    """Write one file per API and print each path."""
    configure(arguments)
    from attune.api.documents import documents

    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents().items():
        path = arguments.folder / name
        path.write_text(text)
        print(path)
    return 0
