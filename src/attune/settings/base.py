"""What holds in every edition and every environment."""

import os
from pathlib import Path

from attune.settings.environment import folder_or_none, text_or, whole_number
from attune.settings.sign_in import *
from attune.settings.video import *

PACKAGE = Path(__file__).resolve().parent.parent

SHARED_CONTEXTS = [
    "attune.foundation",
    "attune.foundation.background",
    "attune.audit",
    "attune.ledger",
    "attune.practices",
    "attune.identity",
    "attune.notifications",
    "attune.worklist",
    "attune.directory",
    "attune.credentialing",
    "attune.patients",
    "attune.agreements",
    "attune.scheduling",
    "attune.matching",
    "attune.care_records",
    "attune.measures",
    "attune.telehealth",
    "attune.billing",
    "attune.insights",
    "attune.workflows",
]

INSTALLED_APPS = [
    *SHARED_CONTEXTS,
    "attune.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

# Each context's ``jobs`` module declares its jobs.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

MIDDLEWARE = [
    "attune.foundation.observability.correlation.CorrelationMiddleware",
    "attune.foundation.observability.requests.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "attune.web.middleware.SecurityHeadersMiddleware",
    "attune.web.middleware.BrowserSessionMiddleware",
    "attune.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "attune.web.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "attune.web.middleware.AccessMiddleware",
]

SESSION_ENGINE = "attune.identity.sessions"
SESSION_COOKIE_NAME = "attune_session"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "attune_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "attune.web.error_pages.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "attune.web.context.frame",
            ],
        },
    }
]

AUTH_USER_MODEL = "identity.User"
LANGUAGE_CODE = "en-us"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT: Path | str = Path(os.environ.get("ATTUNE_STATIC_FOLDER", PACKAGE.parent.parent / "collected-static"))
_PACKAGES = PACKAGE.parent.parent / "node_modules"
STATICFILES_DIRS = [
    (f"vendor/{name}", _PACKAGES / package)
    for name, package in (
        ("fonts", "@fontsource-variable"),
        ("fullcalendar", "fullcalendar"),
        ("echarts", "echarts/dist"),
    )
    if (_PACKAGES / package).is_dir()
]
STATICFILES_FINDERS = [
    "attune.web.static_finder.UsedFiles",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {"staticfiles": {"BACKEND": "attune.web.static_storage.HashedStaticFiles"}}

LOGGING_CONFIG = "attune.foundation.observability.logs.configure_logging"
LOGGING = {"level": os.environ.get("ATTUNE_LOG_LEVEL", "INFO")}
# What the demonstration suggests to try; elsewhere there is no such page.
TOUR_FILE = os.environ.get("ATTUNE_TOUR_FILE", "")
METRICS_TOKEN = os.environ.get("ATTUNE_METRICS_TOKEN", "")

# SecurityHeadersMiddleware forbids frames, by the policy and by the older header.
SILENCED_SYSTEM_CHECKS = ["security.W002"]

IDLE_LOCK_SECONDS_STAFF = whole_number("ATTUNE_IDLE_LOCK_SECONDS_STAFF", 15 * 60)
SESSION_SECONDS_STAFF = whole_number("ATTUNE_SESSION_SECONDS_STAFF", 12 * 3600)
IDLE_LOCK_SECONDS_PATIENT = whole_number("ATTUNE_IDLE_LOCK_SECONDS_PATIENT", 60 * 60)
SESSION_SECONDS_PATIENT = whole_number("ATTUNE_SESSION_SECONDS_PATIENT", 14 * 24 * 3600)

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
TRUSTED_PROXIES = whole_number("ATTUNE_TRUSTED_PROXIES", 0)
"""How many proxies of our own stand in front: the client's address is believed from them alone."""

NPI_REGISTRY = "attune.integrations.nppes.registry.NppesRegistry"
EMAIL_GATEWAY = "attune.integrations.email.smtp.SmtpGateway"
DOCUMENT_PRINTER = "attune.integrations.typst.printer.TypstPrinter"
RECORD_PRINTER = "attune.integrations.typst.record_printer.TypstRecordPrinter"
PAYMENT_PROCESSOR = "attune.integrations.stripe.payments.StripePayments"
PROCESSOR_EVENTS = "attune.integrations.stripe.events.StripeEvents"
MAIL_BRAND = os.environ.get("ATTUNE_BRAND_NAME", "Attune")

CACHES = {
    # Counters of rate limits must be the same for every process; the database is what they share.
    "default": {"BACKEND": "attune.foundation.shared_cache.SharedCache"},
}

# Keys live outside the database: who copies the one has not the other.
KEY_SERVICE = text_or("ATTUNE_KEY_SERVICE", "attune.foundation.encryption.file_service.FileKeyService")
KEYS_FOLDER = folder_or_none("ATTUNE_KEYS_FOLDER")
AUDIT_FOLDER = folder_or_none("ATTUNE_AUDIT_EXPORT_FOLDER")
