"""What holds in every edition and every environment."""

from pathlib import Path

from attune.settings.environment import whole_number

PACKAGE = Path(__file__).resolve().parent.parent

SHARED_CONTEXTS = [
    "attune.foundation",
    "attune.practices",
    "attune.identity",
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    *SHARED_CONTEXTS,
]

MIDDLEWARE: list[str] = []

AUTH_USER_MODEL = "identity.User"
LANGUAGE_CODE = "en-us"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"

SILENCED_SYSTEM_CHECKS: list[str] = []

IDLE_LOCK_SECONDS_STAFF = whole_number("ATTUNE_IDLE_LOCK_SECONDS_STAFF", 15 * 60)
SESSION_SECONDS_STAFF = whole_number("ATTUNE_SESSION_SECONDS_STAFF", 12 * 3600)
