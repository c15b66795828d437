"""The ciphertext of one text: AES-256-GCM, bound to the holder, table, row and column it is written for."""

import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from attune.foundation.encryption.errors import Tampered

FORMAT = 1
KEY_BYTES = 32
NONCE_BYTES = 12
HEADER_BYTES = 5
TAG_BYTES = 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands. A ciphertext opens nowhere else."""

    holder_id: UUID
    table: str
    row_id: UUID
    column: str

    def bound(self, header: bytes) -> bytes:
        """Return the bytes the tag covers beside the text; lengths leave no two places with the same bytes."""
        parts = (header, self.holder_id.bytes, self.table.encode(), self.row_id.bytes, self.column.encode())
        return b"attune-text/1\n" + b"".join(len(part).to_bytes(2, "big") + part for part in parts)


def seal(text: str, *, key: bytes, key_version: int, place: Place) -> bytes:
    """Return format byte, key version (4 bytes), nonce (12 bytes, random), ciphertext and tag (16 bytes)."""
    header = bytes([FORMAT]) + key_version.to_bytes(4, "big")
    nonce = os.urandom(NONCE_BYTES)
    return header + nonce + AESGCM(key).encrypt(nonce, text.encode(), place.bound(header))


def unseal(sealed: bytes, *, key: bytes, place: Place) -> str:
    """Return the text. Raises Tampered."""
    header, nonce = sealed[:HEADER_BYTES], sealed[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES]
    try:
        plain = AESGCM(key).decrypt(nonce, sealed[HEADER_BYTES + NONCE_BYTES :], place.bound(header))
    except InvalidTag:
        raise Tampered(place.table, place.row_id, place.column) from None
    return plain.decode()


def key_version_of(sealed: bytes, place: Place) -> int:
    """Return the version of the key a ciphertext names. Raises Tampered where it is none."""
    if len(sealed) < HEADER_BYTES + NONCE_BYTES + TAG_BYTES or sealed[0] != FORMAT:
        raise Tampered(place.table, place.row_id, place.column)
    return int.from_bytes(sealed[1:HEADER_BYTES], "big")
