"""The worklist as a Django application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WorklistConfig(AppConfig):
    name = "attune.worklist"
    label = "worklist"

    def ready(self) -> None:
        """Let each context declare its kinds of tasks, in its ``task_kinds`` module."""
        autodiscover_modules("task_kinds")
