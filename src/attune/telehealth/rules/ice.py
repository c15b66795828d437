"""Short-lived credentials for a TURN server, by the scheme coturn calls its REST API.

The user name is the second they end and a name; the password is the HMAC-SHA1 of it under the secret both know.
Source: draft-uberti-behave-turn-rest-00, section 2.2.
"""

import base64
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class IceSettings:
    """Where browsers learn how to reach each other; without TURN some networks keep them apart."""

    stun_urls: tuple[str, ...] = ()
    turn_urls: tuple[str, ...] = ()
    turn_secret: str = ""
    turn_seconds: int = 3600


def turn_credentials(secret: str, *, name: str, ends_at: datetime) -> tuple[str, str]:
    """Return user name and password that hold until a moment (aware, real time)."""
    user = f"{int(ends_at.timestamp())}:{name}"
    digest = hmac.new(secret.encode(), user.encode(), "sha1").digest()
    return user, base64.b64encode(digest).decode()


def ice_servers(given: IceSettings, *, name: str, now: datetime) -> Sequence[dict[str, Any]]:
    """Return the servers as a browser's RTCPeerConnection takes them."""
    found: list[dict[str, Any]] = []
    if given.stun_urls:
        found.append({"urls": list(given.stun_urls)})
    if given.turn_urls:
        ends_at = now + timedelta(seconds=given.turn_seconds)
        user, password = turn_credentials(given.turn_secret, name=name, ends_at=ends_at)
        found.append({"urls": list(given.turn_urls), "username": user, "credential": password})
    return found
