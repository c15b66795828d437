"""Whom a request is believed to come from."""

import pytest

from attune.identity.rules.addresses import client_address


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "client"),
    [
        ("192.0.2.7", "", 0, "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", 0, "192.0.2.7"),
        ("127.0.0.1", "198.51.100.1", 1, "198.51.100.1"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.1", 1, "198.51.100.1"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", 2, "198.51.100.1"),
        ("127.0.0.1", "", 1, "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", 2, "127.0.0.1"),
        ("127.0.0.1", "2001:DB8::1", 1, "2001:db8::1"),
        ("127.0.0.1", "<script>", 1, None),
        ("", "", 0, None),
    ],
)
def test_only_our_own_proxies_are_believed(remote, forwarded, proxies, client):
    assert client_address(remote, forwarded, trusted_proxies=proxies) == client
