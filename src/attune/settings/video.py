"""How browsers of a video visit reach each other."""

import os

from django.core.exceptions import ImproperlyConfigured

from attune.settings.environment import listed_or_none, whole_number

STUN_URLS = listed_or_none("ATTUNE_STUN_URLS")
TURN_URLS = listed_or_none("ATTUNE_TURN_URLS")
TURN_SECRET = os.environ.get("ATTUNE_TURN_SECRET", "")
TURN_SECONDS = whole_number("ATTUNE_TURN_SECONDS", 2 * 3600)
TURN_RELAY_ONLY = bool(whole_number("ATTUNE_TURN_RELAY_ONLY", 0))

for _name, _urls, _schemes in (
    ("ATTUNE_STUN_URLS", STUN_URLS, ("stun:", "stuns:")),
    ("ATTUNE_TURN_URLS", TURN_URLS, ("turn:", "turns:")),
):
    for _url in _urls:
        if not _url.startswith(_schemes):
            raise ImproperlyConfigured(f"{_name} holds {_url!r}. Each address begins with {' or '.join(_schemes)}.")
if TURN_URLS and not TURN_SECRET:
    raise ImproperlyConfigured(
        "ATTUNE_TURN_SECRET is not set. It must hold the secret of the servers in ATTUNE_TURN_URLS."
    )
if TURN_RELAY_ONLY and not TURN_URLS:
    raise ImproperlyConfigured("ATTUNE_TURN_RELAY_ONLY is set. It needs a server in ATTUNE_TURN_URLS.")
