"""Workflows as a Django application, so that their jobs are found and facts are followed."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings

from attune.foundation.facts import follow


class WorkflowsConfig(AppConfig):
    name = "attune.workflows"
    label = "workflows"

    def ready(self) -> None:
        """Install the edition's tables of facts once every context's models are there."""
        follow(*(import_module(name).FOLLOWS for name in settings.FACT_TABLES))
