"""Directory as a Django application."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "attune.directory"
    label = "directory"
