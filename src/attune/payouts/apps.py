"""Payouts as a Django application."""

from django.apps import AppConfig


class PayoutsConfig(AppConfig):
    name = "attune.payouts"
    label = "payouts"
