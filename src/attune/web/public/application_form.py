"""The form with the legal facts of a practice. It checks what was typed; the rules decide."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from attune.kernel.identifiers import new_id
from attune.kernel.us_states import US_STATES
from attune.practices.errors import FactProblem
from attune.practices.rules.application import ApplicationFacts, Structure
from attune.web.components.choices import Described
from attune.web.components.zones import ZONES
from attune.web.credentials.wording import NO_NPI

STRUCTURES = (
    (Structure.SOLO.value, Described(str(_("I work alone")), str(_("You are the owner and the one provider.")))),
    (Structure.GROUP.value, Described(str(_("We are a group")), str(_("You invite the providers afterwards.")))),
)
PROBLEMS = {
    "missing": _("This is missing."),
    "unknown": _("Choose one of the list."),
    "never_issued": _("Nobody was given this number. Enter the one on your tax papers."),
}
MALFORMED = {
    "tax_id": _("A tax ID has nine digits."),
    "zip_code": _("A ZIP code has five digits, or nine."),
    "organization_npi": NO_NPI,
}


class ApplicationForm(forms.Form):
    """Who answers for the practice in law."""

    once = forms.UUIDField(initial=new_id, widget=forms.HiddenInput)
    structure = forms.ChoiceField(
        label=_("How do you work"), choices=STRUCTURES, widget=forms.RadioSelect, initial=Structure.SOLO.value
    )
    name = forms.CharField(label=_("Name of the practice"), max_length=120, help_text=_("As patients will see it."))
    legal_name = forms.CharField(
        label=_("Legal name"), max_length=160, help_text=_("As it stands in contracts. Working alone, often your own.")
    )
    tax_id = forms.CharField(
        label=_("Tax ID"),
        max_length=11,
        help_text=_("EIN or SSN, nine digits. Stored encrypted; only its last four digits are shown."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    organization_npi = forms.CharField(
        label=_("NPI of the organization"),
        max_length=10,
        required=False,
        help_text=_("Only if the practice has one of its own. Your personal NPI comes later."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    street = forms.CharField(label=_("Street and number"), max_length=160)
    city = forms.CharField(label=_("City"), max_length=80)
    state = forms.ChoiceField(label=_("State"), choices=[("", "–"), *US_STATES.items()])
    zip_code = forms.CharField(
        label=_("ZIP code"), max_length=10, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    zone = forms.ChoiceField(label=_("Time zone of the practice"), choices=ZONES)

    def facts(self) -> ApplicationFacts:
        """Return what was entered, for the rules to judge."""
        told: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if name != "once"}
        return ApplicationFacts(**{**told, "structure": Structure(told["structure"])})

    def tell(self, problems: Iterable[FactProblem]) -> None:
        """Say under each field what the rules found wrong with it."""
        for problem in problems:
            malformed = MALFORMED.get(problem.fact) if problem.problem == "malformed" else None
            self.add_error(problem.fact, str(malformed or PROBLEMS[problem.problem]))
