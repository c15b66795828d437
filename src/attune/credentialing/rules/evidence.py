"""Documents handed in as evidence: which kinds are taken, told by how they begin."""

from typing import Final

from attune.credentialing.errors import EvidenceWrong

BYTES_MAX: Final = 5 * 1024 * 1024

_BEGINNINGS: Final = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


def media_type_of(document: bytes) -> str:
    """Return a document's kind, told by its first bytes and not by its name. Raises EvidenceWrong."""
    if not document:
        raise EvidenceWrong("empty")
    if len(document) > BYTES_MAX:
        raise EvidenceWrong("too large")
    for beginning, kind in _BEGINNINGS.items():
        if document.startswith(beginning):
            return kind
    raise EvidenceWrong("neither PDF, PNG nor JPEG")
