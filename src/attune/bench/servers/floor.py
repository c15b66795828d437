"""The product with one more page, the floor: everything a signed-in page does before it does anything."""

import os

from django.conf import settings

from attune.bench.servers import PROCESSOR

STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"

# Under their plain names: nothing to collect, and an address costs as much to write.
settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": STATIC_FILES}}
settings.STRIPE_API_BASE = os.environ[PROCESSOR] or settings.STRIPE_API_BASE
settings.ROOT_URLCONF = "attune.bench.servers.floor_urls"

from attune.web.wsgi import application  # noqa: E402  (the addresses are chosen first)

__all__ = ["application"]
