"""The forms about credentials. They check what was typed; the rules decide."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from attune.credentialing.actions.add_license import Evidence
from attune.credentialing.rules.evidence import BYTES_MAX
from attune.credentialing.rules.licenses import COUNTS, KIND_LABELS, LicenseKind
from attune.credentialing.rules.professions import Profession
from attune.kernel.us_states import US_STATES
from attune.web.components.choices import Described


class DayField(forms.DateField):
    """A day, picked or typed."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)  # type: ignore[arg-type]


class EvidenceForm(forms.Form):
    """A document that shows a license."""

    document = forms.FileField(
        label=_("Evidence"),
        help_text=_("The license, or the board’s page about it, as PDF, PNG or JPEG, at most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        error_messages={"required": _("Hand in a document that shows the license.")},
    )

    def evidence(self) -> Evidence:
        """Return the document; one that is too large is read no further than to know it."""
        return Evidence(self.cleaned_data["document"].read(BYTES_MAX + 1))


class LicenseForm(EvidenceForm):
    """A license that is put on file."""

    state = forms.ChoiceField(label=_("State"), choices=[("", ""), *US_STATES.items()])
    kind = forms.ChoiceField(label=_("License"))
    number = forms.CharField(label=_("Number"), max_length=40, help_text=_("As it stands on the license."))
    issued_on = DayField(label=_("First day"))
    expires_on = DayField(label=_("Last day"), help_text=_("It is good to the end of this day on the board’s clock."))

    field_order = ("state", "kind", "number", "issued_on", "expires_on", "document")

    def __init__(self, *args: object, profession: Profession, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        kinds = [(kind.value, KIND_LABELS[kind]) for kind in LicenseKind if kind in COUNTS[profession]]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[0][0]


class RenewForm(EvidenceForm):
    """A license that lasts longer."""

    expires_on = DayField(label=_("New last day"))

    field_order = ("expires_on", "document")


class IdentityForm(forms.Form):
    """Who a provider is, as registers and lists know them."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As patients see it."))
    legal_given_name = forms.CharField(
        label=_("Legal given name"), max_length=60, required=False, help_text=_("Only where registers know another.")
    )
    legal_family_name = forms.CharField(label=_("Legal family name"), max_length=60, required=False)
    npi = forms.CharField(label=_("NPI"), max_length=10, required=False, help_text=_("Ten digits; your own, type 1."))
    birth_date = DayField(
        label=_("Date of birth"),
        required=False,
        help_text=_("Compared with exclusion lists, and shown to nobody. Empty keeps what is on file."),
    )


class ReasonForm(forms.Form):
    """Why somebody is stopped, or let go on."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("Kept in the access log. No health facts."),
        error_messages={"required": _("Say why. The reason is kept.")},
    )


class MatchForm(ReasonForm):
    """Whether a provider is the person on the list."""

    verdict = forms.ChoiceField(
        label=_("Is it the same person?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Decide, or leave the page as it is.")},
    )
    field_order = ("verdict", "reason")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        same = Described(gettext("Yes"), gettext("They are suspended; nobody can book them."))
        other = Described(gettext("No"), gettext("They go on as before. The decision holds for this entry alone."))
        self.fields["verdict"].choices = [("same", same), ("other", other)]  # type: ignore[attr-defined]
