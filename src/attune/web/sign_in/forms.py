"""The forms around passwords and addresses, in our words."""

from typing import Any

from allauth.account import forms as library
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from attune.kernel.zones import zone_names

ZONE_IF_UNTOLD = "America/New_York"
PASSWORD_HINT = _("At least 12 characters. A few words in a row are good.")


MISSING = {
    "login": _("Type your e-mail address."),
    "email": _("Type your e-mail address."),
    "code": _("Type the code."),
    "name": _("Tell us a name."),
    "password": _("Type your password."),
    "password1": _("Choose a password."),
}
UNREADABLE = _("We cannot read this address. Check it: it looks like name@example.org.")


def reworded(form: forms.BaseForm, name: str, label: Any, *, hint: Any = "", **attributes: str) -> None:
    """Give a field of the library our label, our hint and no placeholder."""
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.error_messages |= {"required": MISSING.get(name, MISSING["password"]), "invalid": UNREADABLE}
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


def reword_code(form: forms.BaseForm) -> None:
    """Let phones offer digits and the code of the last message."""
    reworded(form, "code", _("Code"), inputmode="numeric", autocomplete="one-time-code", maxlength="12")


class SignInForm(library.LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reworded(self, "login", _("E-mail"), autocomplete="username")
        reworded(self, "password", _("Password"), autocomplete="current-password")


class SignUpForm(library.SignupForm):
    """A name, an address and a password; the zone comes from the browser."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As you want to be called. It can be changed."),
        max_length=120,
        error_messages={"required": MISSING["name"]},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-own-zone": ""}))
    field_order = ("name", "email", "password1", "zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reworded(self, "email", _("E-mail"), hint=_("We send a code to it."), autocomplete="username")
        reworded(self, "password1", _("Password"), hint=PASSWORD_HINT, autocomplete="new-password")

    def clean_zone(self) -> str:
        """Return the browser's zone if there is such a zone."""
        zone: str = self.cleaned_data["zone"]
        return zone if zone in zone_names() else ZONE_IF_UNTOLD

    def clean(self) -> dict[str, Any]:
        """Refuse a password that is the person's own name, too."""
        answers: dict[str, Any] = super().clean()
        password, name = answers.get("password1"), answers.get("name")
        if password and name and "password1" not in self.errors:
            try:
                validate_password(password, get_user_model()(name=name, email=answers.get("email", "")))
            except forms.ValidationError as refused:
                self.add_error("password1", refused)
        return answers

    def try_save(self, request: HttpRequest) -> tuple[Any, HttpResponse | None]:
        """Make the account; for an address that has one, take as long and answer the same."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        saved: tuple[Any, HttpResponse | None] = super().try_save(request)
        return saved


class AddressCodeForm(library.ConfirmEmailVerificationCodeForm):
    """The code that proves an address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword_code(self)


class ResetCodeForm(library.ConfirmPasswordResetCodeForm):
    """The code that lets somebody choose a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword_code(self)


class ForgotPasswordForm(library.ResetPasswordForm):
    """The address a code is sent to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reworded(self, "email", _("E-mail"), autocomplete="username")


class NewPasswordForm(library.ResetPasswordKeyForm):
    """A new password after a code; typed once, as it can be shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        reworded(self, "password1", _("New password"), hint=PASSWORD_HINT)


class ChangePasswordForm(library.ChangePasswordForm):
    """The current password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        reworded(self, "oldpassword", _("Current password"))
        reworded(self, "password1", _("New password"), hint=PASSWORD_HINT)


class FirstPasswordForm(library.SetPasswordForm):
    """A password for somebody who signs in with a passkey alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        reworded(self, "password1", _("New password"), hint=PASSWORD_HINT)


class ChangeAddressForm(library.AddEmailForm):
    """A new address; it counts once its code is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reworded(self, "email", _("New e-mail"), hint=_("We send a code to it first."), autocomplete="email")


class ConfirmPasswordForm(library.ReauthenticateForm):
    """The password again, before something about one's own security changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reworded(self, "password", _("Password"))
