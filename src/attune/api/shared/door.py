"""The one way in: token, limit, permission, scope, key; then the operation, and nothing else."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from attune.api.shared.authentication import actor_of, authenticated
from attune.api.shared.call import Call
from attune.api.shared.declaration import Declaration, declaration_of
from attune.api.shared.errors import NotCarried, Undeclared
from attune.api.shared.limits import count_request, tell_level
from attune.api.shared.repetition import answered_once
from attune.audit.actions.record import record
from attune.foundation.authorization import NotPermitted, Permission, Role, authorize
from attune.foundation.policies import policy
from attune.foundation.rate_limits.counting import Level
from attune.foundation.tenancy import Plane, Scope, scope
from attune.identity.queries.presented_token import PresentedToken, note_use
from attune.identity.rules.policy import ApiPolicy
from attune.scheduling.actions.clearing import keep_refusal
from attune.scheduling.booking_errors import NotCleared

if TYPE_CHECKING:
    from attune.api.shared.instance import AttuneAPI

Run = Callable[..., HttpResponseBase]


def guarded(run: Any) -> Run:
    """Put the door before a ninja operation; ``run`` is the operation's own bound method."""
    operation, declaration = run.__self__, declaration_of(run.__self__)
    api: AttuneAPI = operation.api

    @wraps(run)
    def enter(request: HttpRequest, **path: Any) -> HttpResponseBase:
        token: PresentedToken | None = None
        level: Level | None = None
        try:
            if declaration is None:
                raise Undeclared(operation.view_func.__qualname__)
            token = authenticated(request, api.audience_name)
            level = count_request(token)
            note_use(token)
            response = _inside(request, api, token, declaration, lambda: run(request, **path), path)
        except Exception as error:  # noqa: BLE001  (the process's edge: everything is answered)
            response = api.on_exception(request, error)
        if isinstance(response, HttpResponse):
            if token is not None:
                tell_level(response, token, level)
            if declaration is not None and declaration.deprecation is not None:
                declaration.deprecation.tell(response)
        return response

    return enter


def _inside(
    request: HttpRequest,
    api: "AttuneAPI",
    token: PresentedToken,
    declaration: Declaration,
    answer: Callable[[], HttpResponseBase],
    path: Mapping[str, Any],
) -> HttpResponseBase:
    """Run the operation in its token's scope; what refuses leaves nothing behind but an event."""
    call = Call(actor_of(token), token)
    try:
        _require(call, declaration.permission)
        call = _where_it_is_about(call, declaration, path)
        request.call = call  # type: ignore[attr-defined]
        if declaration.opens_scopes:
            return answer()
        with _scope_of(call):
            response = answered_once(request, token, answer) if declaration.is_write else answer()
            if response.status_code >= HTTPStatus.BAD_REQUEST:
                transaction.set_rollback(True)
    except (NotPermitted, NotCarried) as error:
        response = api.on_exception(request, error)
    if response.status_code == HTTPStatus.FORBIDDEN:
        _note_refusal(call, declaration.permission)
    refusal = getattr(request, "refusal", None)
    if isinstance(refusal, NotCleared):
        with _scope_of(call):
            keep_refusal(call.actor, refusal)
    return response


def _scope_of(call: Call) -> AbstractContextManager[Scope]:
    actor = call.actor
    is_own_care = actor.roles == {Role.PATIENT}
    plane = Plane.SELF if is_own_care else actor.plane
    return scope(actor.practice_id, person_id=call.token.person_id, plane=plane)


def _where_it_is_about(call: Call, declaration: Declaration, path: Mapping[str, Any]) -> Call:
    """Return the call at the practice its address leads to, if the operation is about one. Raises what finding does."""
    if declaration.practice_of is None:
        return call
    try:
        practice_id = declaration.practice_of(call.actor, path)
    except ValueError:
        # No id at all: the operation's own reading of the address says so.
        return call
    return replace(call, actor=replace(call.actor, practice_id=practice_id))


def _note_refusal(call: Call, needed: Permission) -> None:
    """Leave an event of the refusal, in a transaction of its own: the refused one is rolled back."""
    with _scope_of(call):
        record(call.actor, needed.name, object_kind="api_token", object_id=call.token.id, outcome="refused")


def _require(call: Call, needed: Permission) -> None:
    """Raise NotPermitted unless the roles allow it, NotCarried unless the token lets it through."""
    authorize(call.actor, needed)
    audience = call.token.audience
    if not policy(ApiPolicy).lets_through(audience, call.token.scopes, needed.name):
        raise NotCarried([scope.name for scope in audience.scopes if needed.name in scope.permissions])
