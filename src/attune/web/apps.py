"""The Django app that carries the pages' templates, styles and scripts."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages' app."""

    name = "attune.web"
    label = "web"
