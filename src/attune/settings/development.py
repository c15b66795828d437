"""The demonstration and a developer's machine: loopback, a moved clock allowed."""

from attune.settings.base import *
from attune.settings.environment import database, required, secret_bytes

DEBUG = False
CLOCK_MAY_MOVE = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SECRET_KEY = required("ATTUNE_SECRET_KEY", meaning="a long random text")
TENANCY_CONTEXT_KEY = secret_bytes("ATTUNE_CONTEXT_KEY")
DATABASES = {"default": database("DATABASE_URL", meaning="the app role's PostgreSQL URL")}

# Served from where they lie, under their plain names: nothing to collect on a developer's machine.
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None
