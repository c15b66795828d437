"""Matching as a Django application."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "attune.matching"
    label = "matching"
