"""Credentials for the relay: the published scheme, for a while, and none without a relay."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

from attune.telehealth.rules.ice import IceSettings, ice_servers, turn_credentials

NOW = datetime(2027, 3, 14, 9, 0, tzinfo=UTC)


def test_the_password_is_the_keyed_hash_of_a_name_that_says_when_it_ends():
    user, password = turn_credentials("north", name="abc", ends_at=NOW)

    assert user == f"{int(NOW.timestamp())}:abc"
    assert base64.b64decode(password) == hmac.new(b"north", user.encode(), hashlib.sha1).digest()


def test_a_browser_learns_the_servers_and_no_lasting_secret():
    given = IceSettings(("stun:a.example",), ("turn:b.example",), "north", 60)

    stun, turn = ice_servers(given, name="abc", now=NOW)

    assert stun == {"urls": ["stun:a.example"]}
    assert turn["username"] == f"{int(NOW.timestamp()) + 60}:abc"
    assert "north" not in str(turn)


def test_without_servers_there_is_nothing_to_give():
    assert list(ice_servers(IceSettings(), name="abc", now=NOW)) == []
