"""Notifications as a Django application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "attune.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Let each context declare the messages whose facts it owns, in its ``message_kinds`` module."""
        autodiscover_modules("message_kinds")
