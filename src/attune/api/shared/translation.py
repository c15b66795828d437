"""The one table from what may go wrong to what an API answers."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from attune.api.shared import errors
from attune.api.shared.booking_problems import BOOKING
from attune.api.shared.problems import NOT_FOUND, FieldProblem, Problem, always, invalid, problem_response
from attune.care_records.errors import NoSuchRecord
from attune.foundation.authorization import NotPermitted
from attune.foundation.idempotency.errors import KeyUsedForAnotherRequest, StillAnswering
from attune.identity import errors as identity
from attune.measures import errors as measures
from attune.patients.errors import NoSuchChart
from attune.payouts.errors import NoSuchPayout
from attune.worklist import errors as worklist

logger = structlog.get_logger("attune.api")

UNREADABLE = Problem(
    HTTPStatus.BAD_REQUEST, "unreadable", "Unreadable body", "The body is not JSON. Check how it is encoded."
)
TOO_LARGE = Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", "Body too large", "Send less at a time.")
NOT_PERMITTED = Problem(
    HTTPStatus.FORBIDDEN,
    "not-permitted",
    "Not permitted",
    "None of the roles held now allows this. An owner or administrator of the practice gives roles.",
)
KEY_REUSED = Problem(
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "idempotency-key-reused",
    "Key used for another request",
    "This Idempotency-Key came before with another request. Use a new key for a new request.",
    (FieldProblem("header", "Idempotency-Key", "was used for another request"),),
)
STILL_ANSWERING = Problem(
    HTTPStatus.CONFLICT,
    "still-answering",
    "Still at work",
    "The first request with this Idempotency-Key is not finished. Send it again in a moment.",
    headers={"Retry-After": "1"},
)
ENDS_BY_ITSELF = Problem(
    HTTPStatus.CONFLICT,
    "ends-by-itself",
    "Ends by itself",
    "This task ends when its cause does. Do what it asks for, and it is gone.",
)
OVER = Problem(
    HTTPStatus.CONFLICT,
    "not-open",
    "Not open any more",
    "It was handed in with other answers, or the time for it is over. Read it again to see what it is now.",
)
UNEXPECTED = Problem(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "unexpected",
    "Something went wrong here",
    "Nothing was changed. Quote the request_id when you report this.",
)


def problem_of(error: Exception) -> Problem:
    """Return what to tell the caller; what nobody foresaw is logged and told without detail."""
    for kind in type(error).__mro__:
        if kind in TABLE:
            return TABLE[kind](error)
    logger.error("unexpected error in an API request", exc_info=error)
    return UNEXPECTED


def translated(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Return the answer to a refusal, in the form of ninja's exception handlers; the door reads what it was."""
    assert isinstance(error, Exception)
    request.refusal = error  # type: ignore[attr-defined]
    return problem_response(problem_of(error))


def _not_authenticated(error: errors.NotAuthenticated) -> Problem:
    told = 'Bearer realm="attune"' + (', error="invalid_token"' if error.was_presented else "")
    detail = "This token does not work here." if error.was_presented else "Send an API token as a bearer token."
    return Problem(
        HTTPStatus.UNAUTHORIZED,
        "not-authenticated",
        "Not signed in",
        detail,
        headers={"WWW-Authenticate": told},
    )


def _not_carried(error: errors.NotCarried) -> Problem:
    named = " or ".join(error.scopes) or "none that this API offers"
    return Problem(
        HTTPStatus.FORBIDDEN,
        "scope-missing",
        "Scope missing",
        f"This token does not carry the scope this needs: {named}.",
    )


def _limit_reached(error: errors.LimitReached) -> Problem:
    return Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "limit-reached",
        "Too many requests",
        f"Wait {error.resets_in} seconds.",
        headers={"Retry-After": str(error.resets_in)},
    )


def _method_not_offered(error: errors.MethodNotOffered) -> Problem:
    offered = ", ".join(error.offered)
    return Problem(
        HTTPStatus.METHOD_NOT_ALLOWED,
        "method-not-offered",
        "Method not offered",
        f"This address answers to {offered}.",
        headers={"Allow": offered},
    )


def _validation(error: ValidationError) -> Problem:
    return invalid(*(_field(told) for told in error.errors))


def _field(told: dict[str, Any]) -> FieldProblem:
    place, *path = [str(part) for part in told["loc"]]
    # Ninja puts the argument's name between the body and its fields.
    named = path[1:] if place == "body" and len(path) > 1 else path
    return FieldProblem(place, ".".join(named) or place, told["msg"])


def _http(error: HttpError) -> Problem:
    return UNREADABLE if error.status_code == HTTPStatus.BAD_REQUEST else UNEXPECTED


def _too_many_tokens(error: identity.TooManyTokens) -> Problem:
    return Problem(
        HTTPStatus.CONFLICT,
        "too-many-tokens",
        "Too many tokens",
        f"{error.tokens_max} tokens work already. Revoke one first.",
    )


TABLE: dict[type, Callable[[Any], Problem]] = {
    **BOOKING,
    errors.NotAuthenticated: _not_authenticated,
    AuthenticationError: lambda _: _not_authenticated(errors.NotAuthenticated(was_presented=False)),
    errors.NotCarried: _not_carried,
    errors.LimitReached: _limit_reached,
    errors.MethodNotOffered: _method_not_offered,
    errors.NothingHere: always(NOT_FOUND),
    errors.CursorNotOurs: always(invalid(FieldProblem("query", "cursor", "was not given by this list"))),
    errors.KeyMalformed: always(
        invalid(FieldProblem("header", "Idempotency-Key", "must be 1 to 128 visible ASCII characters"))
    ),
    Http404: always(NOT_FOUND),
    HttpError: _http,
    ValidationError: _validation,
    RequestDataTooBig: always(TOO_LARGE),
    NotPermitted: always(NOT_PERMITTED),
    KeyUsedForAnotherRequest: always(KEY_REUSED),
    StillAnswering: always(STILL_ANSWERING),
    worklist.NoSuchTask: always(NOT_FOUND),
    NoSuchChart: always(NOT_FOUND),
    NoSuchRecord: always(NOT_FOUND),
    NoSuchPayout: always(NOT_FOUND),
    measures.NoSuchAssessment: always(NOT_FOUND),
    measures.NotOpen: always(OVER),
    measures.NoSuchItem: lambda error: invalid(FieldProblem("body", f"answers.{error.item}"[:80], "is no question")),
    measures.AnswerOutOfRange: lambda error: invalid(
        FieldProblem("body", f"answers.{error.item}", "is none of the answers that can be given")
    ),
    measures.ItemsMissing: lambda error: invalid(
        *(FieldProblem("body", f"answers.{item}", "has no answer") for item in error.items)
    ),
    worklist.EndsByItself: always(ENDS_BY_ITSELF),
    identity.NoSuchToken: always(NOT_FOUND),
    identity.NoSuchMember: always(NOT_FOUND),
    identity.TooManyTokens: _too_many_tokens,
    identity.AudienceNotOffered: always(NOT_PERMITTED),
    identity.ScopeMissing: always(invalid(FieldProblem("body", "scopes", "must name at least one scope"))),
    identity.ScopeNotOffered: lambda error: invalid(FieldProblem("body", "scopes", f"has no scope {error.scope}")),
    identity.ScopeBeyondRoles: lambda error: invalid(
        FieldProblem(
            "body",
            "scopes",
            f"may not include {error.scope}: it is more than this token or its person may do",
        )
    ),
    identity.ExpiryOutOfRange: lambda error: invalid(
        FieldProblem(
            "body",
            "expires_at",
            f"must lie in the future, at the latest {error.latest_at:%Y-%m-%dT%H:%M:%SZ}",
        )
    ),
}
