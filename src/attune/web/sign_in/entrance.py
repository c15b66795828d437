"""Getting in and out: sign-in, the passkey's short way, sign-out, and where one lands."""

from typing import Any

from allauth.account import views as library
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.webauthn.internal import flows as passkeys
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from attune.identity.queries.homes import home_name
from attune.identity.rules.session_life import Over
from attune.identity.sessions import SessionStore
from attune.web.access import PersonRequest


class SignIn(library.LoginView):
    """E-mail and passkey or password; says why somebody is here again."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page says above the form, and where a passkey leads."""
        told: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **told,
            "ended": why_here(self.request),
            "idle_minutes": settings.IDLE_LOCK_SECONDS_STAFF // 60,
            "next": get_next_redirect_url(self.request) or "",
            "is_signed_out": "signed-out" in self.request.GET,
        }


def why_here(request: HttpRequest) -> str:
    """Return why a session ended that this browser still names: "idle", "total" or "gone"; empty if none did."""
    told = request.GET.get("ended", "")
    if told in {*Over, "gone"}:
        return told
    session = request.session
    assert isinstance(session, SessionStore)
    has_dead_cookie = settings.SESSION_COOKIE_NAME in request.COOKIES and session.stored is None
    return (session.ended_because or "gone") if has_dead_cookie and "next" in request.GET else ""


class PasskeySignIn(LoginWebAuthnView):
    """A passkey alone: it is two factors at once. Leads back to the page that asked for sign-in."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign the passkey's owner in."""
        passkey = form.cleaned_data["credential"]
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        response: HttpResponse = passkeys.perform_passwordless_login(self.request, passkey, login)
        return response


class SignOut(library.LogoutView):
    """Ends the session; the sign-in page that follows makes every tab forget its drafts."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session and let the browser forget the pages it showed."""
        self.logout()
        response: HttpResponse = redirect(f"{reverse('account_login')}?signed-out")
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


def home_of_person(request: PersonRequest) -> HttpResponseBase:
    """Lead to the home page of what the person is in the place they work in now."""
    session = request.session
    assert isinstance(session, SessionStore)
    place = request.person.place(session.active_practice_id)
    if place is not None and not request.person.has_second_factor:
        return redirect("second_factor_needed")
    return redirect(home_name(place.roles if place else None, is_platform=place is not None and place.is_platform))
