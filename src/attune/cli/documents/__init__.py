"""``attune documents``: the reference pages that are generated from the code."""

import argparse
import sys
from pathlib import Path
from typing import Any

import attune
from attune.cli.environment import configure

FOLDER = Path(attune.__file__).parents[2] / "docs" / "reference"
PAGES = ("permissions", "editions")


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("documents", help="write the reference pages that come from the code")
    parser.add_argument("page", choices=(*PAGES, "all"))
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where they are written")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a page is out of date")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the pages, or say which are out of date. They are the same whatever edition runs."""
    configure(argparse.Namespace(edition="marketplace"))
    wanted = PAGES if arguments.page == "all" else (arguments.page,)
    stale = 0
    for page in wanted:
        path, text = arguments.folder / f"{page}.md", page_text(page)
        if arguments.check:
            if not path.is_file() or path.read_text() != text:
                print(f"{path} is out of date: attune documents {page}", file=sys.stderr)
                stale += 1
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        print(path)
    return 1 if stale else 0


def page_text(page: str) -> str:
    """Return the text of a page. Django is set up."""
    from attune.cli.documents.editions import editions_page
    from attune.cli.documents.permissions import permissions_page

    return {"permissions": permissions_page, "editions": editions_page}[page]()
