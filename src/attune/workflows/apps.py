"""Workflows as a Django application, so that their jobs are found and facts are followed."""

from django.apps import AppConfig

from attune.foundation.facts import follow


class WorkflowsConfig(AppConfig):
    name = "attune.workflows"
    label = "workflows"

    def ready(self) -> None:
        """Install the table of facts once every context's models are there."""
        from attune.workflows.facts import FOLLOWS

        follow(FOLLOWS)
