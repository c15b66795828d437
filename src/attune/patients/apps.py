"""Patients as a Django application."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "attune.patients"
    label = "patients"
