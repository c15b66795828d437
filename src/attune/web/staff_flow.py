"""A page of staff that opens its scopes itself: it asks somebody outside between them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from attune.foundation.authorization import Permission, authorize
from attune.foundation.observability.correlation import current_request_id
from attune.foundation.tenancy import scope
from attune.web.access import (
    Access,
    Area,
    PersonRequest,
    PersonView,
    View,
    active_practice_id,
    declared,
    kept_private,
    person_of,
    require_place,
    tell_who,
    to_sign_in,
)
from attune.web.refusals import refused

P = ParamSpec("P")


def staff_flow(area: Area, permission: Permission) -> Callable[[PersonView[P]], View[P]]:
    """Declare a page of one's active practice that opens its scopes with ``at_work``; otherwise as staff_page."""
    access = Access(area, permission)

    def declare(view: PersonView[P]) -> View[P]:
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            person = person_of(request)
            if person is None:
                return to_sign_in(request)
            if person.is_staff and not person.has_second_factor:
                return redirect("second_factor_needed")
            active = active_practice_id(request)
            actor, place = person.actor(active, request_id=current_request_id()), person.place(active)
            told = tell_who(request, person, place, actor, area)
            try:
                authorize(actor, permission)
                require_place(access, place)
                return kept_private(view(told, *args, **kwargs))
            except Exception as error:  # noqa: BLE001  (refused() raises again what is no refusal)
                return refused(request, actor, area, error)

        return declared(guarded, access, around=view)

    return declare


@contextmanager
def at_work(request: PersonRequest) -> Iterator[None]:
    """Open the scope of the person's active practice, in their plane."""
    with scope(request.actor.practice_id, person_id=request.person.person_id, plane=request.actor.plane):
        yield
