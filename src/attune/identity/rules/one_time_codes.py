"""One-time codes of an authenticator app. Source: RFC 4226 (HOTP) and RFC 6238 (TOTP), SHA-1, six digits."""

import base64
import hmac
import struct
from datetime import datetime

PERIOD_SECONDS = 30
DIGITS = 6
STEPS_AROUND = 1
"""How many steps a phone's clock may be off; RFC 6238, section 5.2, recommends one."""


def step_at(moment: datetime) -> int:
    """Return the number of the 30-second step a moment of real time lies in."""
    return int(moment.timestamp()) // PERIOD_SECONDS


def code_of_step(secret: str, step: int) -> str:
    """Return the six digits of one step; ``secret`` is in base 32, as shown to people."""
    key = base64.b32decode(secret.encode("ascii"), casefold=True)
    digest = hmac.digest(key, struct.pack(">Q", step), "sha1")
    start = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}}"


def current_code(secret: str, *, now: datetime) -> str:
    """Return the code an authenticator app shows at a moment of real time."""
    return code_of_step(secret, step_at(now))


def step_of_code(secret: str, code: str, *, now: datetime, later_than: int | None = None) -> int | None:
    """Return the step a typed code belongs to, or None if it is wrong, too old, or was used.

    A code is used when its step is not later than ``later_than``, the last accepted one:
    no code is accepted twice, nor one that is older than the last.
    """
    typed = "".join(code.split())
    around = range(step_at(now) - STEPS_AROUND, step_at(now) + STEPS_AROUND + 1)
    found = None
    for step in around:
        is_equal = hmac.compare_digest(code_of_step(secret, step).encode(), typed.encode())
        if is_equal and (later_than is None or step > later_than):
            found = step
    return found
