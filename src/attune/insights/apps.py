"""Insights as a Django application."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "attune.insights"
    label = "insights"
