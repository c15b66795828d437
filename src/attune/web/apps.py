"""The Django app that carries the pages' templates, styles and scripts."""

from typing import Final

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy

MISSING: Final = {
    forms.Field: gettext_lazy("This is missing. Fill it in."),
    forms.ChoiceField: gettext_lazy("Nothing is chosen yet. Choose one."),
    forms.MultipleChoiceField: gettext_lazy("Nothing is chosen yet. Choose at least one."),
    forms.BooleanField: gettext_lazy("Tick this to go on."),
}
"""What a form says where nothing was entered, unless its field says something better."""


class WebConfig(AppConfig):
    """The pages' app."""

    name = "attune.web"
    label = "web"

    def ready(self) -> None:
        """Let every form speak as the product does."""
        for kind, words in MISSING.items():
            messages = {**vars(kind).get("default_error_messages", {}), "required": words}
            kind.default_error_messages = messages  # type: ignore[attr-defined]  # the stubs leave it out
