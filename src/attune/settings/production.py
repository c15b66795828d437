"""Production: everything from the environment, TLS only."""

from attune.settings.base import *
from attune.settings.environment import (
    database,
    elsewhere,
    folder,
    listed,
    listed_or_none,
    mail_domain,
    required,
    secret_bytes,
    text_or,
)

DEBUG = False
CLOCK_MAY_MOVE = False
SECRET_KEY = required("ATTUNE_SECRET_KEY", meaning="a long random text")
SECRET_KEY_FALLBACKS = listed_or_none("ATTUNE_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = listed("ATTUNE_ALLOWED_HOSTS", meaning="the host names this installation answers to")
SITE_URL = text_or("ATTUNE_SITE_URL", f"https://{ALLOWED_HOSTS[0].lstrip('.')}")
TENANCY_CONTEXT_KEY = secret_bytes("ATTUNE_CONTEXT_KEY")
DATABASES = {"default": database("DATABASE_URL", meaning="the app role's PostgreSQL URL")}

NPPES_URL = text_or("ATTUNE_NPPES_URL", "https://npiregistry.cms.hhs.gov/api/")

STRIPE_API_BASE = elsewhere("ATTUNE_STRIPE_API_BASE", "https://api.stripe.com")
STRIPE_SECRET_KEY = required("ATTUNE_STRIPE_SECRET_KEY", meaning="the payment processor's secret key, as sk_live_…")
STRIPE_PUBLISHABLE_KEY = required("ATTUNE_STRIPE_PUBLISHABLE_KEY", meaning="the key for browsers, as pk_live_…")
STRIPE_WEBHOOK_SECRETS = listed("ATTUNE_STRIPE_WEBHOOK_SECRET", meaning="the endpoints' signing secrets, as whsec_…")
STRIPE_JS_URL = elsewhere("ATTUNE_STRIPE_JS_URL", "https://js.stripe.com/v3/")

SMTP_URL = required("ATTUNE_SMTP_URL", meaning="the mail server, as smtp://user:password@host:587")
MAIL_FROM = required("ATTUNE_MAIL_FROM", meaning="the sender of mail, as Attune <mail@example.org>")
MAIL_DOMAIN = mail_domain("ATTUNE_MAIL_FROM", MAIL_FROM)

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

KEYS_FOLDER = folder("ATTUNE_KEYS_FOLDER", meaning="the folder of the keys")
AUDIT_FOLDER = folder("ATTUNE_AUDIT_EXPORT_FOLDER", meaning="the folder sealed audit heads are exported to")
