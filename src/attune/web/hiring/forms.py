"""The forms of hiring and of opening a state. They check what was typed; the rules decide."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from attune.identity.queries.roster import Member
from attune.practices.rules.hiring import EmploymentKind
from attune.web.hiring.wording import HIRE_ITEMS, KINDS, LAUNCH_ITEMS
from attune.web.provider_portal.join import IdentityForm
from attune.workflows.hire_provider import NewProvider


def day_field(label: object, **options: object) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)  # type: ignore[arg-type]


class HireForm(IdentityForm):
    """Who is hired, as what, from when."""

    person_id = forms.TypedChoiceField(
        label=_("Member"), coerce=UUID, help_text=_("Who accepted an invitation as a provider.")
    )
    kind = forms.ChoiceField(label=_("Employed as"), choices=[(one.value, told) for one, told in KINDS.items()])
    starts_on = day_field(_("First day"))
    field_order = ("person_id", "kind", "starts_on")

    def __init__(self, *args: object, members: Iterable[Member], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(str(one.person_id), f"{one.name}, {one.email}") for one in members]
        self.fields["person_id"].choices = choices  # type: ignore[attr-defined]

    def employment_kind(self) -> EmploymentKind:
        """Return as what they are employed."""
        return EmploymentKind(self.cleaned_data["kind"])

    def provider(self) -> NewProvider:
        """Return who they are, as registers know them."""
        told = self.told()
        return NewProvider(**{name: told[name] for name in NewProvider.__slots__})


class HireChecklistForm(forms.Form):
    """What is done, and the first day."""

    done_items = forms.MultipleChoiceField(
        label=_("Done"), choices=list(HIRE_ITEMS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_on = day_field(_("First day"))


class EndEmploymentForm(forms.Form):
    """The last day, and why."""

    last_day = day_field(_("Last day"), help_text=_("Access ends at once, whatever the last day is."))
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Kept with the employment. No health facts.")
    )

    def ends_on(self) -> date:
        """Return the first day that is no longer theirs."""
        last_day: date = self.cleaned_data["last_day"]
        return last_day + timedelta(days=1)


class LaunchForm(forms.Form):
    """What is done in a state, and where the proof stands."""

    done_items = forms.MultipleChoiceField(
        label=_("Done"), choices=list(LAUNCH_ITEMS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    evidence = forms.CharField(
        label=_("Where the proof stands"), max_length=200, required=False, help_text=_("A folder, a file number.")
    )


class OpenForm(forms.Form):
    """From when to when a state is open."""

    begins_on = day_field(_("Open from"))
    last_day = day_field(_("Last day"), required=False, help_text=_("Empty: until somebody closes it."))


class CloseForm(forms.Form):
    """Until when a state stays open."""

    last_day = day_field(_("Last day"))
