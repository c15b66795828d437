"""Who may open a page: each view declares it, and gets the scope its work needs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import update_wrapper
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from attune.foundation.authorization import Actor, NotPermitted, Permission, authorize
from attune.foundation.observability.correlation import current_request_id
from attune.foundation.tenancy import Plane, scope
from attune.identity.queries.signed_in import Place, SignedIn
from attune.identity.sessions import SessionStore
from attune.web.middleware import activate_zone
from attune.web.refusals import refused

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class Area(StrEnum):
    """The five areas, and what belongs to none of them."""

    PUBLIC = "public"
    ACCOUNT = "account"
    PATIENT = "patient"
    PROVIDER = "provider"
    PRACTICE = "practice"
    OPERATOR = "operator"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Access:
    """A view's declaration. ``permission`` None in a signed-in area means: everybody signed in."""

    area: Area
    permission: Permission | None = None


class PersonRequest(HttpRequest):
    """A request of somebody signed in, inside a scope of theirs."""

    person: SignedIn
    place: Place | None
    actor: Actor
    area: Area
    kept_anyway: list[Callable[[], None]]
    """What is written although the answer refuses: after the page's own transaction was rolled back, in another."""


PersonView = Callable[Concatenate[PersonRequest, P], HttpResponseBase]


def public_page(view: View[P]) -> View[P]:
    """Declare a page for anyone. It runs outside any scope."""
    return declared(view, Access(Area.PUBLIC))


def system_page(view: View[P]) -> View[P]:
    """Declare an address for machines, such as a health check."""
    return declared(view, Access(Area.SYSTEM))


def account_page(view: PersonView[P]) -> View[P]:
    """Declare a page about one's own sign-in, open to everybody signed in; scope: the person."""
    access = Access(Area.ACCOUNT)

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        person = person_of(request)
        if person is None:
            return to_sign_in(request)
        return _inside(
            request,
            person,
            person.patient_actor(request_id=current_request_id()),
            None,
            access,
            view,
            args,
            kwargs,
        )

    return declared(guarded, access, around=view)


def account_flow(view: PersonView[P]) -> View[P]:
    """Declare a page about one's own sign-in that opens its scopes itself, around what it changes.

    The sign-in library's pages resume one another, count attempts that must outlast a refusal,
    and send mail after the change is stored: none of it belongs into one transaction.
    """
    return _flow(view, Access(Area.ACCOUNT))


def patient_page(permission: Permission) -> Callable[[PersonView[P]], View[P]]:
    """Declare a page of the patient portal: everybody's own care; scope: the person, plane self."""
    access = Access(Area.PATIENT, permission)

    def declare(view: PersonView[P]) -> View[P]:
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            person = person_of(request)
            if person is None:
                return to_sign_in(request)
            actor = person.patient_actor(request_id=current_request_id())
            return _inside(request, person, actor, None, access, view, args, kwargs)

        return declared(guarded, access, around=view)

    return declare


def patient_flow(permission: Permission) -> Callable[[PersonView[P]], View[P]]:
    """Declare a page of the patient portal that opens its scopes itself: own_care(), one holder after another."""
    access = Access(Area.PATIENT, permission)

    def declare(view: PersonView[P]) -> View[P]:
        return _flow(view, access)

    return declare


@contextmanager
def own_care(request: PersonRequest, practice_id: UUID | None = None) -> Iterator[Actor]:
    """Open the person's own scope, at a practice if one is named, and give who acts there: a patient.

    One holder at a time: what two practices know meets in values, never in a transaction.
    """
    with scope(practice_id, person_id=request.person.person_id, plane=Plane.SELF):
        yield replace(request.actor, practice_id=practice_id)


def staff_page(area: Area, permission: Permission) -> Callable[[PersonView[P]], View[P]]:
    """Declare a page of one's active practice; scope: that practice, in the actor's plane.

    Staff without a second factor are led to set one up first.
    """
    return of_staff(Access(area, permission), _inside)


def operated_page(permission: Permission) -> Callable[[PersonView[P]], View[P]]:
    """Declare an operators' page about the one practice its address names (``practice_id``).

    Scope: that practice, in plane business, where no chart can be read; the actor stays the operator.
    """
    return of_staff(Access(Area.OPERATOR, permission), lambda *told: _inside(*told, holder_id=told[-1]["practice_id"]))


def person_of(request: HttpRequest) -> SignedIn | None:
    """Return who is signed in."""
    session = request.session
    assert isinstance(session, SessionStore)
    return session.person


def active_practice_id(request: HttpRequest) -> UUID | None:
    """Return the practice the session's person last chose to work in."""
    session = request.session
    assert isinstance(session, SessionStore)
    return session.active_practice_id


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead to the sign-in page and back; a partial's request gets 401 and keeps what it had."""
    session = request.session
    assert isinstance(session, SessionStore)
    asked = {"next": request.get_full_path()}
    if settings.SESSION_COOKIE_NAME in request.COOKIES and session.stored is None:
        asked["ended"] = session.ended_because or "gone"
    address = f"{reverse('account_login')}?{urlencode(asked)}"
    if request.headers.get("HX-Request") == "true":
        return TemplateResponse(request, "errors/signed_out.html", {"address": address}, status=401)
    return redirect(address)


def kept_private(response: HttpResponseBase) -> HttpResponseBase:
    """Return the answer so marked that neither the browser's back button nor a proxy shows it again."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def require_place(access: Access, place: Place | None) -> None:
    """Refuse a practice's pages to whoever works for the platform now, and the platform's to a practice's people."""
    if access.permission is None or access.area is Area.PATIENT:
        return
    if place is None or place.is_platform != (access.area is Area.OPERATOR):
        raise NotPermitted(access.permission.name)


def require_holder(actor: Actor, access: Access, holder_id: UUID | None) -> None:
    """Let operators alone into a practice that is not their own place. Raises NotPermitted."""
    if holder_id is not None and not actor.is_operator:
        assert access.permission is not None
        raise NotPermitted(access.permission.name)


def of_staff(access: Access, answered: Callable[..., HttpResponseBase]) -> Callable[[PersonView[P]], View[P]]:
    """Declare a view for staff, who are led to a second factor first; ``answered`` runs it as who they are here."""

    def declare(view: PersonView[P]) -> View[P]:
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            person = person_of(request)
            if person is None:
                return to_sign_in(request)
            if person.is_staff and not person.has_second_factor:
                return redirect("second_factor_needed")
            active = active_practice_id(request)
            actor, place = person.actor(active, request_id=current_request_id()), person.place(active)
            return answered(request, person, actor, place, access, view, args, kwargs)

        return declared(guarded, access, around=view)

    return declare


def tell_who(request: HttpRequest, person: SignedIn, place: Place | None, actor: Actor, area: Area) -> PersonRequest:
    """Put who acts, where and as what on the request, and return it; times are shown in the person's zone."""
    told = cast("PersonRequest", request)
    told.person, told.place, told.actor, told.area, told.kept_anyway = person, place, actor, area, []
    activate_zone(person.zone)
    return told


def _inside(
    request: HttpRequest,
    person: SignedIn,
    actor: Actor,
    place: Place | None,
    access: Access,
    view: Callable[..., HttpResponseBase],
    args: tuple[object, ...],
    kwargs: dict[str, object],
    *,
    holder_id: UUID | None = None,
) -> HttpResponseBase:
    """Run the view in its scope, render inside it, and turn refusals into pages."""
    tell_who(request, person, place, actor, access.area)
    try:
        require_holder(actor, access, holder_id)
        holder, plane = holder_id or actor.practice_id, actor.plane if place else Plane.SELF
        with scope(holder, person_id=person.person_id, plane=plane):
            if access.permission is not None:
                authorize(actor, access.permission)
                require_place(access, place)
            response = view(request, *args, **kwargs)
            if isinstance(response, TemplateResponse):
                response.render()
            if response.status_code >= 400:
                transaction.set_rollback(True)
        for write in cast("PersonRequest", request).kept_anyway:
            with scope(holder, person_id=person.person_id, plane=plane):
                write()
        return kept_private(response)
    except Exception as error:  # noqa: BLE001  (refused() raises again what is no refusal)
        return refused(request, actor, access.area, error)


def _flow(view: PersonView[P], access: Access) -> View[P]:
    """Run a view that opens its scopes itself, and turn refusals into pages."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        person = person_of(request)
        if person is None:
            return to_sign_in(request)
        actor = person.patient_actor(request_id=current_request_id())
        tell_who(request, person, None, actor, access.area)
        try:
            if access.permission is not None:
                authorize(actor, access.permission)
            response = view(cast("PersonRequest", request), *args, **kwargs)
            if isinstance(response, TemplateResponse):
                response.render()
        except Exception as error:  # noqa: BLE001  (refused() raises again what is no refusal)
            return refused(request, actor, access.area, error)
        return kept_private(response)

    return declared(guarded, access, around=view)


def declared(
    view: Callable[..., HttpResponseBase], access: Access, *, around: Callable[..., object] | None = None
) -> Callable[..., HttpResponseBase]:
    """Write a view's declaration on it, and let it look like the one it guards."""
    if around is not None:
        update_wrapper(view, around)
    view.access = access  # type: ignore[attr-defined]
    return view
