"""The forms about dates and times off. They check what was typed; the rules decide."""

from datetime import date, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from attune.scheduling.rules.availability import DayHours, TimeOff

CLOSED, OPEN = "closed", "open"


def day_input() -> forms.DateInput:
    """Return a field for a day."""
    return forms.DateInput(attrs={"type": "date"})


def time_input() -> forms.TimeInput:
    """Return a field for a time of day, in quarters of an hour."""
    return forms.TimeInput(attrs={"type": "time", "step": "900"}, format="%H:%M")


class DateForm(forms.Form):
    """A date that differs from the week: closed, or with up to two stretches of its own."""

    prefix = "date"
    on_date = forms.DateField(
        label=_("Date"), widget=day_input(), error_messages={"required": _("Choose the date that differs.")}
    )
    what = forms.ChoiceField(
        label=_("On that date"),
        widget=forms.RadioSelect,
        choices=[(CLOSED, _("I do not work")), (OPEN, _("I work these hours instead"))],
        initial=CLOSED,
    )
    opens = forms.TimeField(label=_("From"), required=False, widget=time_input())
    closes = forms.TimeField(label=_("To"), required=False, widget=time_input())
    opens_again = forms.TimeField(label=_("And from"), required=False, widget=time_input())
    closes_again = forms.TimeField(label=_("To"), required=False, widget=time_input())

    def clean(self) -> None:
        """Ask for whole stretches where hours are given."""
        super().clean()
        if self.cleaned_data.get("what") != OPEN:
            return
        if not self._has("opens") and not self._has("opens_again") and not self.errors:
            self.add_error("opens", ValidationError(_("Say from when to when you work that day.")))
        for first, last in (("opens", "closes"), ("opens_again", "closes_again")):
            if self._has(first) != self._has(last) and first not in self.errors and last not in self.errors:
                missing = last if self._has(first) else first
                self.add_error(missing, ValidationError(_("Give both times, or neither.")))

    def _has(self, name: str) -> bool:
        return self.cleaned_data.get(name) is not None

    def hours(self) -> tuple[DayHours, ...]:
        """Return the date's stretches; none where it is closed."""
        told = self.cleaned_data
        if told["what"] == CLOSED:
            return ()
        pairs = ((told["opens"], told["closes"]), (told["opens_again"], told["closes_again"]))
        return tuple(DayHours(opens, closes) for opens, closes in pairs if opens is not None)


class TimeOffForm(forms.Form):
    """From when until when somebody is away: whole days, unless times are given."""

    prefix = "off"
    first_day = forms.DateField(
        label=_("First day"), widget=day_input(), error_messages={"required": _("Choose the first day.")}
    )
    last_day = forms.DateField(
        label=_("Last day"), widget=day_input(), error_messages={"required": _("Choose the last day.")}
    )
    from_time = forms.TimeField(
        label=_("From, on the first day"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Empty: all day."),
    )
    until_time = forms.TimeField(
        label=_("Until, on the last day"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Empty: all day."),
    )

    def off(self) -> TimeOff:
        """Return the time off; a last day without a time is included whole."""
        told = self.cleaned_data
        last: date = told["last_day"]
        until: time | None = told["until_time"]
        ends_on = last if until is not None else last + timedelta(days=1)
        return TimeOff(told["first_day"], ends_on, told["from_time"] or time(0), until or time(0))
