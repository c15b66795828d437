"""The sample tables as an installed application, so that the registry knows them."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "tests.foundation.encryption"
    label = "sample"
