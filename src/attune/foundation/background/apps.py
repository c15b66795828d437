"""Background work as a Django application."""

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    name = "attune.foundation.background"
    label = "background"
