"""Agreements as a Django application."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "attune.agreements"
    label = "agreements"
