"""What the sign-in library asks us: who may try, what is written down, which words are used."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.observability.correlation import current_request_id
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.change_password import change_password
from attune.identity.actions.sign_in_trail import record_failed_sign_in, record_sign_in
from attune.identity.queries.people import reader_of
from attune.identity.queries.signed_in import key_hash
from attune.web.middleware import address_of
from attune.web.sign_in import known_browsers, lock_out
from attune.web.sign_in.mails import answer_occasion
from attune.workflows.offer_second_factor import offer_second_factor

WORDS = {
    "account_inactive": _("This account is closed."),
    "duplicate_email": _("This is your address already."),
    "email_password_mismatch": _("The e-mail or the password is not right."),
    "email_taken": _("This address belongs to another account."),
    "enter_current_password": _("This is not your current password."),
    "incorrect_code": _("This code is not right. Type the newest one we sent you."),
    "incorrect_password": _("This is not your password."),
    "invalid_password_reset": _("This code is no longer good. Ask for a new one."),
    "too_many_login_attempts": _("That was one try too many. Start again with a new code."),
    "rate_limited": _("We just sent a code. Wait ten seconds, then ask for another."),
}


class SignInAdapter(DefaultAccountAdapter):
    """Our lock-out, trail, mails and words in the library's flows. One instance lives for one step."""

    error_messages = DefaultAccountAdapter.error_messages | WORDS

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.key = ""
        self.was_here_before = False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the client's address; all who have none share one limit."""
        return address_of(request) or ""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, or answer with the lock-out page."""
        self.key = self._get_login_attempts_cache_key(request, **credentials)
        self._login_failed_rl_usage = lock_out.attempt(request, self.key)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write the wrong try into the platform's trail."""
        email = credentials.get("email", "")
        record_failed_sign_in(email, way="password", request_id=current_request_id())
        if lock_out.is_locked(request, self.key) and reader_of(email) is not None:
            answer_occasion(request, "locked", email, {})

    def validation_error(self, code: str, *args: Any) -> forms.ValidationError:
        """Return what went wrong in our words; a wrong password also says how many tries are left."""
        error: forms.ValidationError = super().validation_error(code, *args)
        if code == "email_password_mismatch" and self.key:
            left = lock_out.tries_left(self.request, self.key)
            error.message = f"{error.message} {tries_left_in_words(left)}"
        return error

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return False while the sign-in itself is fresh: nobody proves themselves twice in five minutes."""
        stored = self.request.session.stored
        timeout = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
        is_fresh = stored is not None and stored.person is not None and stored.now - stored.started_at < timeout
        return not is_fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to prove oneself again, in our words."""
        ways = {
            "reauthenticate": _("Use my password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use my passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": ways[method["id"]]} for method in methods]

    def save_user(self, request: HttpRequest, user: Any, form: forms.BaseForm, commit: bool = True) -> Any:
        """Make the user with the name and zone of the form."""
        user.name, user.zone = form.cleaned_data["name"], form.cleaned_data["zone"]
        return super().save_user(request, user, form, commit)

    def set_password(self, user: Any, password: str) -> None:
        """Store a new password and end every other session of the person."""
        is_here = self.request.user.is_authenticated and self.request.user.pk == user.pk
        change_password(
            user,
            password,
            keep=key_hash(self.request.session.session_key) if is_here else None,
            request_id=current_request_id(),
        )

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Mark an address as proved, with its trace in the same transaction."""
        actor = Actor(email_address.user_id, None, request_id=current_request_id())
        with scope(person_id=email_address.user_id, plane=Plane.SELF):
            is_proved = bool(super().confirm_email(request, email_address))
            if is_proved:
                record(actor, "identity.address.proved", object_kind="person", object_id=email_address.user_id)
        return is_proved

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in; whether it is the first time decides whether a notice is sent."""
        self.was_here_before = user.last_login is not None
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse:
        """Leave a trace, and a notice when the browser is new."""
        response: HttpResponse = super().post_login(request, user, **told)
        ways = tuple(str(made.get("type", made["method"])) for made in get_authentication_records(request, user))
        record_sign_in(user.pk, ways=ways, request_id=current_request_id())
        if told["signup"]:
            offer_second_factor(user.pk)
        if self.was_here_before and not known_browsers.is_known(request, user.pk):
            answer_occasion(self.request, "new_sign_in", user.email, {})
        known_browsers.remember(request, response, user.pk)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail what answers the library's occasion."""
        answer_occasion(self.request, template_prefix, email, context)


def tries_left_in_words(left: int) -> str:
    """Return how many tries are left, as a sentence."""
    if left == 0:
        return gettext("That was the last try for now.")
    return ngettext("%(left)d try is left.", "%(left)d tries are left.", left) % {"left": left}
