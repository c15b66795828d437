"""A page of staff that opens its scopes itself: it asks somebody outside between them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from attune.foundation.authorization import Actor, Permission, authorize
from attune.foundation.tenancy import scope
from attune.identity.queries.signed_in import Place, SignedIn
from attune.web.access import (
    Access,
    Area,
    PersonRequest,
    PersonView,
    View,
    kept_private,
    of_staff,
    require_place,
    tell_who,
)
from attune.web.refusals import refused

P = ParamSpec("P")


def staff_flow(area: Area, permission: Permission) -> Callable[[PersonView[P]], View[P]]:
    """Declare a page of one's active practice that opens its scopes with ``at_work``; otherwise as staff_page."""
    return of_staff(Access(area, permission), _between_scopes)


def _between_scopes(
    request: HttpRequest,
    person: SignedIn,
    actor: Actor,
    place: Place | None,
    access: Access,
    view: Callable[..., HttpResponseBase],
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> HttpResponseBase:
    assert access.permission is not None
    told = tell_who(request, person, place, actor, access.area)
    try:
        authorize(actor, access.permission)
        require_place(access, place)
        return kept_private(view(told, *args, **kwargs))
    except Exception as error:  # noqa: BLE001  (refused() raises again what is no refusal)
        return refused(request, actor, access.area, error)


@contextmanager
def at_work(request: PersonRequest) -> Iterator[None]:
    """Open the scope of the person's active practice, in their plane."""
    with scope(request.actor.practice_id, person_id=request.person.person_id, plane=request.actor.plane):
        yield
