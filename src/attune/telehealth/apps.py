"""Telehealth as a Django application."""

from django.apps import AppConfig


class TelehealthConfig(AppConfig):
    name = "attune.telehealth"
    label = "telehealth"
