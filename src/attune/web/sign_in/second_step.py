"""Setting second factors up and taking them away."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.adapter import get_adapter
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth as ceremony
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from attune.foundation.clock import now
from attune.identity.actions.second_factors import (
    add_authenticator_app,
    add_passkey,
    make_new_recovery_codes,
    remove_second_factor,
)
from attune.identity.errors import CodeNotRight, SecondFactorRequired
from attune.identity.queries.second_factors import second_factors
from attune.identity.queries.signed_in import key_hash
from attune.web.access import PersonRequest
from attune.web.components.formatting import zone_name
from attune.web.sign_in import lock_out
from attune.web.sign_in.second_factor_adapter import WORDS
from attune.workflows.offer_second_factor import second_factor_was_added


class Security(TemplateView):
    """Everything about one's own sign-in on one page."""

    template_name = "mfa/index.html"
    request: PersonRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the second factors and what is required of the person."""
        person = self.request.person
        factors = second_factors(person.person_id)
        may_remove = factors.count > 1 or not person.is_staff
        zone = zone_name(ZoneInfo(person.zone), at=now())
        return super().get_context_data(person=person, zone=zone, factors=factors, may_remove=may_remove, **kwargs)


class AddApp(ActivateTOTPView):
    """The QR code, the secret in letters, and the first code of the new app."""

    request: PersonRequest

    def form_valid(self, form: Any) -> HttpResponse:
        """Store the app if the code is its own."""
        request = self.request
        usage = lock_out.attempt(request, f"second-step:{request.person.person_id}")
        try:
            made_codes = add_authenticator_app(
                request.actor,
                secret=form.secret,
                code=form.cleaned_data["code"],
                now=datetime.now(UTC),
                keep=_this_session(request),
            )
        except CodeNotRight:
            wrong = _("This is not what the app shows now. Check that the key is right and type the newest code.")
            form.add_error("code", wrong)
            response: HttpResponse = self.form_invalid(form)
            return response
        usage.rollback()
        clear_totp_secret(request)
        second_factor_was_added(request.person.person_id)
        tell(request, _("Your app is set up."), "mfa/email/totp_activated")
        return redirect("mfa_view_recovery_codes" if made_codes else "mfa_index")


class RemoveApp(DeactivateTOTPView):
    """Asks once more, then removes the app."""

    request: PersonRequest

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Remove the app."""
        try:
            remove_second_factor(self.request.actor, self.authenticator.pk)
        except SecondFactorRequired:
            form.add_error(None, WORDS["cannot_delete_authenticator"])
            response: HttpResponse = self.form_invalid(form)
            return response
        tell(self.request, _("Your app is removed."), "mfa/email/totp_deactivated")
        return redirect("mfa_index")


class AddPasskey(AddWebAuthnView):
    """Makes a passkey that signs in alone: kept by the device and opened by its owner."""

    request: PersonRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask the browser for a passkey, not for a mere second factor."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        told["form"] = kwargs.get("form", told["form"])
        told["js_data"] = {"creation_options": ceremony.begin_registration(authenticated_user(self.request), True)}
        return told

    def form_valid(self, form: Any) -> HttpResponse:
        """Store what the browser made."""
        made_codes = add_passkey(
            self.request.actor,
            name=form.cleaned_data["name"],
            credential=form.cleaned_data["credential"],
            keep=_this_session(self.request),
        )
        second_factor_was_added(self.request.person.person_id)
        tell(self.request, _("Your passkey is set up."), "mfa/email/webauthn_added")
        return redirect("mfa_view_recovery_codes" if made_codes else "mfa_index")


class RemovePasskey(RemoveWebAuthnView):
    """Asks once more, then removes the passkey."""

    request: PersonRequest

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Remove the passkey."""
        try:
            remove_second_factor(self.request.actor, self.object.pk)
        except SecondFactorRequired:
            form.add_error(None, WORDS["cannot_delete_authenticator"])
            response: HttpResponse = self.form_invalid(form)
            return response
        except Authenticator.DoesNotExist:
            raise Http404 from None
        tell(self.request, _("Your passkey is removed."), "mfa/email/webauthn_removed")
        return redirect("mfa_index")


class NamePasskey(EditWebAuthnView):
    """Gives a passkey another name."""


class NewRecoveryCodes(GenerateRecoveryCodesView):
    """Makes new codes; the old ones are worthless from then on."""

    request: PersonRequest

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Replace the codes."""
        make_new_recovery_codes(self.request.actor)
        tell(self.request, _("Your old codes no longer work. These are new."), "mfa/email/recovery_codes_generated")
        return redirect("mfa_view_recovery_codes")


def second_factor_needed(request: PersonRequest) -> HttpResponseBase:
    """Show staff what they must set up before any page of a practice; offer it to everybody else."""
    if request.person.has_second_factor:
        return redirect("home_of_person")
    return TemplateResponse(request, "security/second_factor_needed.html", {"person": request.person})


def tell(request: PersonRequest, text: str, occasion: str) -> None:
    """Say what was done, on the page and by mail."""
    messages.success(request, text)
    get_adapter(request).send_notification_mail(occasion, authenticated_user(request))


def _this_session(request: PersonRequest) -> str:
    return key_hash(request.session.session_key or "")
