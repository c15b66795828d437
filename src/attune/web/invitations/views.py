"""Answering an invitation: with the account one has, or by making one."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import EmailAddress, Login
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.observability.correlation import current_request_id
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.accept_invitation import Accepted, accept_invitation
from attune.identity.actions.accept_with_new_account import accept_with_new_account
from attune.identity.errors import AccountExists, InvitationRefused, InvitedElsewhere, NoSuchInvitation
from attune.identity.queries.invitation_links import InvitationLink, invitation_link
from attune.identity.rules.invitations import InvitationState
from attune.identity.rules.role_names import role_names
from attune.identity.sessions import SessionStore
from attune.web.access import kept_private, person_of, public_page
from attune.web.components.shell import Brand, PublicSite
from attune.web.components.text import Text
from attune.web.greetings import day_in_sentence
from attune.web.invitations.forms import AccountForm
from attune.workflows.people_changed import people_changed

ZONE_IF_UNTOLD = "America/New_York"

GONE = {
    InvitationState.USED: gettext_lazy("This invitation was accepted already. Sign in to work there."),
    InvitationState.WITHDRAWN: gettext_lazy("This invitation was taken back. Ask whoever invited you."),
    InvitationState.EXPIRED: gettext_lazy("This invitation is too old. Ask whoever invited you to send it again."),
}


@dataclass(frozen=True, slots=True)
class OfferPage:
    """What an open invitation offers, and which way of accepting fits who looks."""

    place: str
    roles: str
    email: str
    invited_by: str
    good_until: str
    signed_in_as: str = ""
    is_theirs: bool = False
    sign_in_url: str = ""


@public_page
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show an invitation to whoever has its link, and accept it."""
    try:
        link = invitation_link(token, now=now())
    except NoSuchInvitation:
        return kept_private(render(request, "errors/404.html", status=404))
    if link.state is not InvitationState.OPEN:
        return kept_private(_gone(request, GONE[link.state]))
    if request.method == "POST":
        return kept_private(_accept(request, link, token))
    return kept_private(_offer(request, link, None if link.has_account else AccountForm(initial={"name": link.name})))


def _accept(request: HttpRequest, link: InvitationLink, token: str) -> HttpResponseBase:
    person = person_of(request)
    try:
        if person is not None:
            accepted = _accept_as(person.person_id, link, token)
            return _welcome(request, accepted, link)
        form = AccountForm(request.POST)
        if not form.is_valid():
            return _offer(request, link, form)
        return _accept_anew(request, link, token, form)
    except (InvitedElsewhere, AccountExists):
        return _offer(request, link, None)
    except InvitationRefused:
        # Somebody answered or withdrew it meanwhile, or the person works there: what is true now.
        return redirect("home_of_person") if person else redirect(request.path)


def _accept_as(person_id: object, link: InvitationLink, token: str) -> Accepted:
    actor = Actor(person_id, None, request_id=current_request_id())  # type: ignore[arg-type]
    with scope(link.practice_id, person_id=actor.person_id, plane=_plane(link)):
        accepted = accept_invitation(actor, token=token)
        people_changed(actor)
        return accepted


def _accept_anew(request: HttpRequest, link: InvitationLink, token: str, form: AccountForm) -> HttpResponseBase:
    asked, zone = form.cleaned_data, form.zone_or(ZONE_IF_UNTOLD)
    actor = Actor(None, None, request_id=current_request_id())
    try:
        with scope(link.practice_id, plane=_plane(link)):
            accepted = accept_with_new_account(
                actor,
                token=token,
                name=asked["name"],
                password=asked["password"],
                zone=zone,
            )
            people_changed(actor)
    except ValidationError as refusal:
        form.refuse_password(refusal)
        return _offer(request, link, form)
    user = EmailAddress.objects.get(user_id=accepted.person_id, email=link.email).user
    login = Login(user=user, email=link.email, redirect_url=reverse("home_of_person"))
    response: HttpResponseBase = perform_password_login(request, {"email": link.email}, login)
    _work_in(request, accepted)
    return response


def _plane(link: InvitationLink) -> Plane:
    return Plane.BUSINESS if link.is_platform else Plane.CARE


def _welcome(request: HttpRequest, accepted: Accepted, link: InvitationLink) -> HttpResponseBase:
    _work_in(request, accepted)
    messages.success(request, _("You work at %(practice)s now.") % {"practice": link.practice_name})
    return redirect("home_of_person")


def _work_in(request: HttpRequest, accepted: Accepted) -> None:
    session = request.session
    assert isinstance(session, SessionStore)
    session.work_in(accepted.practice_id)


def _offer(request: HttpRequest, link: InvitationLink, form: AccountForm | None) -> HttpResponseBase:
    person = person_of(request)
    page = OfferPage(
        place=link.practice_name,
        roles=role_names(link.roles).lower(),
        email=link.email,
        invited_by=link.invited_by,
        good_until=day_in_sentence(
            link.expires_at, now=now(), zone=ZoneInfo(person.zone) if person else ZoneInfo("UTC")
        ),
        signed_in_as=person.email if person else "",
        is_theirs=person is not None and person.email == link.email,
        sign_in_url=f"{reverse('account_login')}?{urlencode({'next': request.path})}",
    )
    wrong = form is not None and bool(form.errors)
    words = {"page": page, "form": None if person or link.has_account else form, "site": _site()}
    return render(request, "invitations/offer.html", words, status=422 if wrong else 200)


def _gone(request: HttpRequest, why: Text) -> HttpResponseBase:
    return render(request, "invitations/gone.html", {"why": why, "site": _site()}, status=410)


def _site() -> PublicSite:
    return PublicSite(Brand(edition=settings.EDITION))
