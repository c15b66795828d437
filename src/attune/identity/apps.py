"""Identity as a Django application."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "attune.identity"
    label = "identity"
