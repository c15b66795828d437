"""Workflows as a Django application, so that their jobs are found."""

from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    name = "attune.workflows"
    label = "workflows"
