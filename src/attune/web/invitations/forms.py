"""The form by which an invited person makes their account."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from attune.kernel.zones import zone_names


class AccountForm(forms.Form):
    """Name and password; the address is the invited one, the zone comes from the browser."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, help_text=gettext_lazy("The name you go by.")
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 12 characters. A few plain words do well."),
    )
    zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-own-zone": ""}))

    def zone_or(self, otherwise: str) -> str:
        """Return the browser's zone (IANA name) if there is such a zone, else another one."""
        told: str = self.cleaned_data["zone"]
        return told if told in zone_names() else otherwise

    def refuse_password(self, refusal: ValidationError) -> None:
        """Say what is wrong with the password, under it."""
        self.add_error("password", ValidationError(refusal.messages))
