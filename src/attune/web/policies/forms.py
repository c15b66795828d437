"""The forms about reminders, rooms and canceling. They check what was typed; the rules decide."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attune.kernel.money import BASIS_POINTS
from attune.scheduling.rules.policy import BookingPolicy, CancellationPolicy
from attune.scheduling.rules.reminders import ReminderPolicy

STEPS_HOURS = (1, 2, 4, 12, 24, 36, 48, 72, 120, 168)
ONE_PERCENT = BASIS_POINTS // 100


def before_words(hours: int) -> str:
    """Return in words how long before a session something is."""
    if hours % 24 == 0 and hours > 24:
        return ngettext("%(count)d day before", "%(count)d days before", hours // 24) % {"count": hours // 24}
    return ngettext("%(count)d hour before", "%(count)d hours before", hours) % {"count": hours}


class ReminderForm(forms.Form):
    """When the practice reminds of a session."""

    hours = forms.TypedMultipleChoiceField(
        label=gettext_lazy("We remind"), widget=forms.CheckboxSelectMultiple, coerce=int
    )

    def __init__(self, told: QueryDict | None = None, *, rules: ReminderPolicy, kept: tuple[int, ...]) -> None:
        super().__init__(told, initial={"hours": kept})
        within = {one for one in STEPS_HOURS if one <= rules.earliest_hours}
        offered = [(one, before_words(one)) for one in sorted({*within, *kept}, reverse=True)]
        self.fields["hours"].choices = offered  # type: ignore[attr-defined]
        one_of_them = self.sentence("required_from_hours", rules)
        self.fields["hours"].help_text = self.fields["hours"].error_messages["required"] = one_of_them
        self.rules = rules

    @staticmethod
    def sentence(bound: str, rules: ReminderPolicy) -> str:
        """Return what a bound asks for."""
        if bound == "reminders_max":
            return _("Choose at most %(count)d.") % {"count": rules.reminders_max}
        if bound == "required_from_hours":
            limits = {"from": rules.required_from_hours, "until": rules.required_until_hours}
            return _("One lies between %(from)d and %(until)d hours before, so that canceling is still free.") % limits
        return _("These reminders are not possible here.")


class RoomForm(forms.Form):
    """A room in which one session at a time takes place."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("What stands at its door."),
        error_messages={"required": gettext_lazy("Give the room a name.")},
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say where it is: patients are sent there.")},
    )
    directions = forms.CharField(
        label=gettext_lazy("How to find it"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": "2"}),
    )


class TermsForm(forms.Form):
    """Until when canceling is free, and what it and not coming cost then."""

    free_until_hours = forms.IntegerField(label=gettext_lazy("Canceling is free until, in hours before"), min_value=0)
    late_fee_percent = forms.IntegerField(label=gettext_lazy("A late cancellation costs, in percent"), min_value=0)
    missed_fee_percent = forms.IntegerField(label=gettext_lazy("A missed session costs, in percent"), min_value=0)

    def __init__(self, told: QueryDict | None = None, *, rules: BookingPolicy, kept: CancellationPolicy) -> None:
        initial = {
            "free_until_hours": kept.free_until_hours,
            "late_fee_percent": kept.late_fee_bps // ONE_PERCENT,
            "missed_fee_percent": kept.missed_fee_bps // ONE_PERCENT,
        }
        super().__init__(told, initial=initial)
        bounds = {"free_until_hours": rules.free_until_hours_max}
        for name, field in self.fields.items():
            most = bounds.get(name, rules.fee_bps_max // ONE_PERCENT)
            field.help_text = _("At most %(most)d.") % {"most": most}

    def wanted(self) -> CancellationPolicy:
        """Return the terms that were typed."""
        told = self.cleaned_data
        return CancellationPolicy(
            free_until_hours=told["free_until_hours"],
            late_fee_bps=told["late_fee_percent"] * ONE_PERCENT,
            missed_fee_bps=told["missed_fee_percent"] * ONE_PERCENT,
        )
