"""Billing as a Django application."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "attune.billing"
    label = "billing"
