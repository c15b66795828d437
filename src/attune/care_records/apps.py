"""Care records as a Django application."""

from django.apps import AppConfig


class CareRecordsConfig(AppConfig):
    name = "attune.care_records"
    label = "care_records"
