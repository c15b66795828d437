"""The Django app that carries the pages' templates, styles and scripts."""

from collections.abc import Mapping
from typing import Final

from django import forms
from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

MISSING: Final[Mapping[type[forms.Field], Promise]] = {
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
            own = dict(vars(kind).get("default_error_messages", {}))
            kind.default_error_messages = {**own, "required": words}  # type: ignore[dict-item]
