"""The typst adapter for records: a patient's own as tagged PDF. All words reach the template as data."""

import json
from functools import cache
from pathlib import Path

import typst

from attune.care_records.gateways import RecordDocument

_TEMPLATE = Path(__file__).with_name("record.typ")


class TypstRecordPrinter:
    """Prints on the process's own processor; nothing leaves it."""

    def printed(self, document: RecordDocument) -> bytes:
        """Return the document as PDF."""
        told = {
            "title": document.title,
            "subtitle": document.subtitle,
            "parts": [
                {
                    "heading": part.heading,
                    "under": part.under,
                    "texts": [{"label": label, "paragraphs": text.split("\n")} for label, text in part.texts],
                }
                for part in document.parts
            ],
        }
        made = typst.compile(_template(), sys_inputs={"document": json.dumps(told)}, format="pdf")
        assert isinstance(made, bytes)
        return made


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()
