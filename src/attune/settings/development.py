"""The demonstration and a developer's machine: loopback, a moved clock allowed."""

import os

from attune.settings.base import *
from attune.settings.environment import database, listed_or_none, mail_domain, required, secret_bytes

DEBUG = False
CLOCK_MAY_MOVE = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SITE_URL = os.environ.get("ATTUNE_SITE_URL", "http://localhost:8000")
SECRET_KEY = required("ATTUNE_SECRET_KEY", meaning="a long random text")
TENANCY_CONTEXT_KEY = secret_bytes("ATTUNE_CONTEXT_KEY")
DATABASES = {"default": database("DATABASE_URL", meaning="the app role's PostgreSQL URL")}

if "ATTUNE_STATIC_FOLDER" not in os.environ:
    # Served from where they lie, under their plain names: nothing to collect while working on them.
    STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    WHITENOISE_USE_FINDERS = True
    STATIC_ROOT = ""

# The registry's sandbox: attune sandbox nppes.
NPPES_URL = os.environ.get("ATTUNE_NPPES_URL", "http://127.0.0.1:8790/api/")

# The payment processor's sandbox: attune sandbox stripe.
STRIPE_API_BASE = os.environ.get("ATTUNE_STRIPE_API_BASE", "http://127.0.0.1:8791")
STRIPE_SECRET_KEY = os.environ.get("ATTUNE_STRIPE_SECRET_KEY", "sk_test_attune_sandbox")
STRIPE_PUBLISHABLE_KEY = os.environ.get("ATTUNE_STRIPE_PUBLISHABLE_KEY", "pk_test_attune_sandbox")
STRIPE_WEBHOOK_SECRETS = listed_or_none("ATTUNE_STRIPE_WEBHOOK_SECRET") or ["whsec_attune_sandbox"]
STRIPE_JS_URL = os.environ.get("ATTUNE_STRIPE_JS_URL", f"{STRIPE_API_BASE}/js/stripe.js")

# The mail sandbox of the demonstration.
SMTP_URL = os.environ.get("ATTUNE_SMTP_URL", "smtp://127.0.0.1:2525")
MAIL_FROM = os.environ.get("ATTUNE_MAIL_FROM", "Attune <mail@attune.localhost>")
MAIL_DOMAIN = mail_domain("ATTUNE_MAIL_FROM", MAIL_FROM)
