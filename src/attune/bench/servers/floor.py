"""The product with one more page, the floor: everything a signed-in page does before it does anything."""

from django.conf import settings

settings.ROOT_URLCONF = "attune.bench.servers.floor_urls"

from attune.web.wsgi import application  # noqa: E402  (the addresses are chosen first)

__all__ = ["application"]
