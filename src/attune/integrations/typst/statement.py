"""The typst adapter: a month's statement as tagged PDF. All words reach the template as data, never as markup."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from attune.payouts.gateways import StatementPages

_TEMPLATE = Path(__file__).with_name("statement.typ")


class TypstStatements:
    """Prints on the process's own processor; nothing leaves it."""

    def statement(self, pages: StatementPages) -> bytes:
        """Return the statement as PDF."""
        made = typst.compile(_template(), sys_inputs={"document": json.dumps(asdict(pages))}, format="pdf")
        assert isinstance(made, bytes)
        return made


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()
