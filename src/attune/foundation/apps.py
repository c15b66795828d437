"""The foundation as a Django application: it owns the schema ``app``."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "attune.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
