"""Pages without an id in their address, by name: looked up once in a process.

The frame of every page asks for a dozen of them. Resolving an address tries hundreds of patterns, which took
longer than everything else the navigation does.
"""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import NoReverseMatch, resolve, reverse

from attune.web.access import Access


@dataclass(frozen=True, slots=True)
class NamedPage:
    """Where a page is, and who may open it, as it declares itself."""

    url: str
    access: Access | None


def named_page(url_name: str) -> NamedPage | None:
    """Return the page whose address has this name; None where the edition has none."""
    return _named_page(url_name, settings.ROOT_URLCONF)


@cache
def _named_page(url_name: str, _addresses: str) -> NamedPage | None:
    try:
        url = reverse(url_name)
    except NoReverseMatch:
        return None
    return NamedPage(url, getattr(resolve(url).func, "access", None))
