"""The forms of the second step."""

from typing import Any

from allauth.core import context
from allauth.mfa.base import forms as library
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attune.foundation.observability.correlation import current_request_id
from attune.identity.actions.one_time_code import accept_one_time_code
from attune.identity.actions.sign_in_trail import record_failed_sign_in
from attune.web.sign_in import lock_out
from attune.web.sign_in.adapter import tries_left_in_words
from attune.web.sign_in.forms import reword_code, reworded


class OwnCode(forms.Form):
    """A code of one's own app, or a recovery code: each is accepted once, wrong ones are counted."""

    user: Any
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword_code(self)

    def clean_code(self) -> str:
        """Return the code and remember whose it was."""
        code: str = self.cleaned_data["code"]
        key = f"second-step:{self.user.pk}"
        usage = lock_out.attempt(context.request, key)
        found = accept_one_time_code(self.user.pk, code) or self._recovery(code)
        if found is None:
            record_failed_sign_in(self.user.email, way="code", request_id=current_request_id())
            left = tries_left_in_words(lock_out.tries_left(context.request, key))
            wrong = _("This code is wrong, used or expired. Type the one your app shows now.")
            raise forms.ValidationError(f"{wrong} {left}", code="incorrect_code")
        usage.rollback()
        found.user = self.user
        self.authenticator = found
        return code

    def _recovery(self, code: str) -> Authenticator | None:
        codes = Authenticator.objects.filter(user_id=self.user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
        return codes if codes is not None and codes.wrap().validate_code(code) else None


class SecondStepForm(OwnCode, library.AuthenticateForm):
    """The second step of signing in."""


class ConfirmCodeForm(OwnCode, library.ReauthenticateForm):
    """A code again, before something about one's own security changes."""


class AddAppForm(forms.Form):
    """The first code of a new app; the view checks it, as it is stored with the same step."""

    code = forms.CharField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        super().__init__(*args, **kwargs)
        self.secret: str = get_totp_secret(regenerate=False)
        reword_code(self)


class AddPasskeyForm(passkeys._BaseAddWebAuthnForm):
    """What the browser made; named after it, so that nothing needs typing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reworded(
            self,
            "name",
            gettext_lazy("Name"),
            hint=gettext_lazy("What you will know this passkey by."),
            maxlength="60",
        )


class NamePasskeyForm(passkeys.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reworded(self, "name", gettext_lazy("Name"), maxlength="60")
        self.fields["name"].validators.append(MaxLengthValidator(60))
