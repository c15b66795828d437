"""Sealing the secrets of authenticator apps, so that the table alone makes no codes."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

PURPOSE = b"attune second factor"
NONCE_BYTES = 12


def sealed(text: str) -> str:
    """Return the text encrypted with AES-256-GCM under a key derived from SECRET_KEY."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return base64.b64encode(nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), PURPOSE)).decode()


def opened(text: str) -> str:
    """Return what was sealed under SECRET_KEY or one of SECRET_KEY_FALLBACKS. Raises InvalidTag."""
    raw = base64.b64decode(text)
    nonce, body = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(key).decrypt(nonce, body, PURPOSE).decode()
        except InvalidTag:
            continue
    raise InvalidTag


def _cipher(secret_key: str | bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(force_bytes(secret_key)))
