"""Where a request came from: only proxies of our own are believed."""

from ipaddress import ip_address


def client_address(remote: str, forwarded_for: str, *, trusted_proxies: int) -> str | None:
    """Return the client's IP address, or None where none can be told.

    ``remote`` is the connection's other end; ``forwarded_for`` the X-Forwarded-For header, to which
    each proxy adds whom it heard from. With n proxies of our own the n-th from the right is the
    client; what stands left of it anybody may have written. A header that is too short was not
    written by our proxies, so the connection's end is told instead.
    """
    hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
    told = hops[-trusted_proxies] if 0 < trusted_proxies <= len(hops) else remote
    try:
        return str(ip_address(told))
    except ValueError:
        return None
