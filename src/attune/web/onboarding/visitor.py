"""Who answers: a person signed in, or one whom a signed cookie remembers from the first answer on."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse

from attune.foundation.authorization import Actor, Role
from attune.foundation.observability.correlation import current_request_id
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.patients.queries.answers import answers
from attune.web.access import kept_private, person_of, public_page
from attune.workflows.claim_answers import claim_answers

COOKIE = "attune_start"
SALT = "attune.onboarding"
COOKIE_SECONDS = 30 * 24 * 3600

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever answers. ``is_new``: nothing remembers this person yet."""

    person_id: UUID
    is_signed_in: bool = False
    is_new: bool = False

    @property
    def actor(self) -> Actor:
        """The visitor in their own care."""
        return Actor(self.person_id, None, frozenset({Role.PATIENT}), request_id=current_request_id())


def visitor_page(
    view: Callable[Concatenate[HttpRequest, Visitor, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Declare a page for anyone, in a scope of the visitor's own; the first answer is remembered by a cookie."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        visitor = visitor_of(request)
        claim_if_signed_in(request)
        try:
            with scope(person_id=visitor.person_id, plane=Plane.SELF):
                response = view(request, visitor, *args, **kwargs)
                if isinstance(response, TemplateResponse):
                    response.render()
                if response.status_code >= 400:
                    transaction.set_rollback(True)
        except Http404:
            return kept_private(render(request, "errors/404.html", status=404))
        if visitor.is_new and request.method == "POST" and response.status_code < 400:
            remember(response, visitor.person_id)
        if visitor.is_signed_in and COOKIE in request.COOKIES:
            response.delete_cookie(COOKIE, samesite="Lax")
        return kept_private(response)

    return public_page(update_wrapper(guarded, view))


def visitor_of(request: HttpRequest) -> Visitor:
    """Return who is signed in, else whom the cookie names, else somebody new."""
    person = person_of(request)
    if person is not None:
        return Visitor(person.person_id, is_signed_in=True)
    remembered = remembered_id(request)
    return Visitor(new_id(), is_new=True) if remembered is None else Visitor(remembered)


def claim_if_signed_in(request: HttpRequest) -> None:
    """Move what this browser told before signing in to whoever is signed in now. Run outside of a scope."""
    person, remembered = person_of(request), remembered_id(request)
    if person is None or remembered is None:
        return
    claim_answers(person.patient_actor(request_id=current_request_id()), visitor_id=remembered)


def remembered_id(request: HttpRequest) -> UUID | None:
    """Return the person the browser's cookie names, if we signed it within the last 30 days."""
    try:
        return UUID(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_SECONDS))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def zone_told(request: HttpRequest) -> str:
    """Return the zone of where a visitor said they will be, empty until they did. Run outside of a scope."""
    remembered = remembered_id(request)
    if remembered is None:
        return ""
    with scope(person_id=remembered, plane=Plane.SELF):
        return answers(remembered).zone


def remember(response: HttpResponseBase, person_id: UUID) -> None:
    """Let the browser remember the person."""
    response.set_cookie(
        COOKIE,
        signing.dumps(person_id.hex, salt=SALT),
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
