"""Moving and canceling, as they come from a form or from a drag."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class MoveForm(forms.Form):
    """A date and a time by the viewer's clock, and which state of the session the page showed."""

    on_date = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    at_time = forms.TimeField(label=gettext_lazy("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}))
    sequence = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean(self) -> dict[str, Any]:
        """Refuse a time that the clock skips or shows twice on that day."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                wall = datetime.combine(cleaned["on_date"], cleaned["at_time"])  # the viewer's clock, made aware below
                cleaned["starts_at"] = from_current_timezone(wall)
            except forms.ValidationError:
                self.add_error(
                    "at_time",
                    _("The clocks change on this day, and this time does not exist or exists twice. Choose another."),
                )
        return cleaned


class CancelForm(forms.Form):
    """Why a session does not take place."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Kept encrypted for the practice. Who comes does not see it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
