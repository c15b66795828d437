"""Scheduling as a Django application."""

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "attune.scheduling"
    label = "scheduling"
