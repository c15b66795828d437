"""The ledger as a Django application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "attune.ledger"
    label = "ledger"
