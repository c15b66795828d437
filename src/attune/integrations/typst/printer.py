"""The typst adapter: a signed agreement as tagged PDF. All words reach the template as data, never as markup."""

import json
from datetime import UTC
from functools import cache
from pathlib import Path

import typst

from attune.agreements.gateways import SignedDocument

_TEMPLATE = Path(__file__).with_name("agreement.typ")


class TypstPrinter:
    """Prints on the process's own processor; nothing leaves it."""

    def printed(self, document: SignedDocument) -> bytes:
        """Return the document as PDF."""
        told = {
            "title": document.title,
            "version": f"Version {document.version}",
            "parties": list(document.parties),
            "sections": [
                {
                    "heading": f"{section.number}. {section.heading}" if section.number else section.heading,
                    "paragraphs": list(section.paragraphs),
                }
                for section in document.sections
            ],
            "name": document.typed_name,
            "email": document.email,
            "signed_at": document.signed_at.astimezone(UTC).strftime("%B %d, %Y, %H:%M:%S UTC").replace(" 0", " "),
            "hash": document.text_hash,
        }
        made = typst.compile(_template(), sys_inputs={"document": json.dumps(told)}, format="pdf")
        assert isinstance(made, bytes)
        return made


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()
