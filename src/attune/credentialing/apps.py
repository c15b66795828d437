"""Credentialing as a Django application."""

from django.apps import AppConfig


class CredentialingConfig(AppConfig):
    name = "attune.credentialing"
    label = "credentialing"
