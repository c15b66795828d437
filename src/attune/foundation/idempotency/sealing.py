"""Sealing a kept answer: only who sends the same key again can have it read."""

import hashlib
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_BYTES = 12


def key_hash(owner: str, key: str) -> str:
    """Return what a key is found by: the same key of another owner is another key."""
    return hashlib.sha256(f"{owner}\0{key}".encode()).hexdigest()


def sealed(answer: bytes, *, owner: str, key: str) -> bytes:
    """Encrypt an answer under the server's secret and the client's key together."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher(owner, key).encrypt(nonce, answer, None)


def unsealed(text: bytes, *, owner: str, key: str) -> bytes:
    """Decrypt what ``sealed`` made for the same owner and key."""
    return _cipher(owner, key).decrypt(text[:NONCE_BYTES], text[NONCE_BYTES:], None)


def _cipher(owner: str, key: str) -> AESGCM:
    derivation = HKDF(
        algorithm=SHA256(),
        length=32,
        salt=b"attune idempotent answer",
        info=hashlib.sha256(f"{owner}\0{key}".encode()).digest(),
    )
    return AESGCM(derivation.derive(settings.SECRET_KEY.encode()))
