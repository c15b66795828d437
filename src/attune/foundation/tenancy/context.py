"""The signed setting ``app.ctx``: what a transaction may touch, in words the database verifies."""

import hashlib
import hmac
import time
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from attune.foundation.tenancy.walls import Plane

LIFETIME_SECONDS = 600
"""How long a context holds, in real time; no request or job keeps a transaction open longer."""

BLOCK_BYTES = 64


def signed_context(practice_id: UUID | None, person_id: UUID | None, plane: Plane) -> str:
    """Return ``practice:person:plane:expiry:key:hmac`` for ``SET LOCAL app.ctx``.

    Expiry is in seconds since 1970, real time (never the moved clock).
    """
    secret: bytes = settings.TENANCY_CONTEXT_KEY
    text = f"{practice_id or ''}:{person_id or ''}:{plane}:{int(time.time()) + LIFETIME_SECONDS}:{key_name(secret)}"
    return f"{text}:{hmac.digest(secret, text.encode(), 'sha256').hex()}"


@lru_cache(maxsize=4)
def key_name(secret: bytes) -> str:
    """Return the public name of a key, by which the database finds its copy."""
    return hashlib.sha256(b"attune context key" + secret).hexdigest()[:16]


def key_pads(secret: bytes) -> tuple[bytes, bytes]:
    """Return HMAC's inner and outer padded key, so that SQL needs only ``sha256``. Source: RFC 2104."""
    block = (secret if len(secret) <= BLOCK_BYTES else hashlib.sha256(secret).digest()).ljust(BLOCK_BYTES, b"\0")
    return bytes(byte ^ 0x36 for byte in block), bytes(byte ^ 0x5C for byte in block)
