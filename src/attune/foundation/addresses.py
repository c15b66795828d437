"""Whole addresses of pages, for mails that no request asked for."""

from django.conf import settings
from django.urls import reverse


def address_of(url_name: str) -> str:
    """Return the whole address of a page that captures nothing: no id of anybody's stands in a mail's link."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse(url_name)}"
