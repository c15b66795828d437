"""Completing an OpenAPI document: every refusal an operation can answer, its key, its scopes."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ninja.openapi.schema import OpenAPISchema

from attune.api.shared.declaration import Declaration
from attune.api.shared.problems import MEDIA_TYPE
from attune.api.shared.repetition import HEADER, PATTERN
from attune.foundation.policies import policy
from attune.identity.rules.policy import ApiPolicy, Audience

if TYPE_CHECKING:
    from attune.api.shared.instance import AttuneAPI

REFUSALS = {
    HTTPStatus.BAD_REQUEST: ("Unreadable", "The body is not JSON."),
    HTTPStatus.UNAUTHORIZED: ("NotAuthenticated", "No token was sent, or it does not work here."),
    HTTPStatus.FORBIDDEN: ("NotPermitted", "The roles held now, or the token's scopes, do not allow it."),
    HTTPStatus.NOT_FOUND: ("NotFound", "There is no such thing, or it is not theirs."),
    HTTPStatus.CONFLICT: (
        "Conflict",
        "It clashes with what is there, or the key's first request still runs.",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("TooLarge", "The body is too large."),
    HTTPStatus.UNPROCESSABLE_ENTITY: ("Invalid", "Values are not accepted; errors names each."),
    HTTPStatus.TOO_MANY_REQUESTS: ("LimitReached", "Too many requests; Retry-After says how long to wait."),
}

PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "What was refused and why (RFC 9457).",
    "required": ["type", "title", "status", "detail", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Names the kind of problem."},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What to do about it."},
        "request_id": {"type": "string", "format": "uuid"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["in", "field", "detail"],
                "properties": {
                    "in": {"enum": ["body", "query", "path", "header"]},
                    "field": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}

KEY_PARAMETER = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "pattern": PATTERN},
    "description": (
        "A text of your own, new for each intended write. Sent again with the same request within 24 hours "
        "it gets the first answer again, marked by Idempotency-Replayed: true; with another request, 422."
    ),
}

LEVEL_HEADERS = {
    "X-Request-Id": {"schema": {"type": "string", "format": "uuid"}},
    "RateLimit-Policy": {"schema": {"type": "string"}},
    "RateLimit": {"schema": {"type": "string"}},
}


def completed(document: OpenAPISchema, api: "AttuneAPI") -> OpenAPISchema:
    """Add what ninja does not know: refusals, keys, headers, limits and scopes."""
    audience = policy(ApiPolicy).audience(api.audience_name)
    assert audience is not None, f"{api.audience_name} is no audience of this edition"
    document["info"]["description"] = f"{api.description}\n\n{_limits_told(audience)}"
    components = document["components"]
    components["schemas"] = dict(sorted((components["schemas"] | {"Problem": PROBLEM}).items()))
    components["responses"] = {name: _refusal(status, text) for status, (name, text) in REFUSALS.items()}
    for method, address, declaration in api.declarations():
        assert declaration is not None, f"{method} {address} declares no permission"
        operation = document["paths"][f"{api.root.rstrip('/')}{address}"][method.lower()]
        _complete(operation, declaration, audience)
    return document


def refusals_of(operation: dict[str, Any], declaration: Declaration) -> list[HTTPStatus]:
    """Return the refusals an operation can answer, by what it takes and declares."""
    found = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}
    if "requestBody" in operation:
        found |= {HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
    if operation["parameters"] or "requestBody" in operation:
        found.add(HTTPStatus.UNPROCESSABLE_ENTITY)
    if declaration.may_be_missing:
        found.add(HTTPStatus.NOT_FOUND)
    if declaration.is_write:
        found |= {HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
    if declaration.may_conflict:
        found.add(HTTPStatus.CONFLICT)
    return sorted(found)


def _complete(operation: dict[str, Any], declaration: Declaration, audience: Audience) -> None:
    if declaration.is_write:
        operation["parameters"] = [*operation["parameters"], KEY_PARAMETER]
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    for answer in answers.values():
        answer["headers"] = LEVEL_HEADERS
    for status in refusals_of(operation, declaration):
        answers[str(int(status))] = {"$ref": f"#/components/responses/{REFUSALS[status][0]}"}
    operation["responses"] = dict(sorted(answers.items()))
    scopes = [scope.name for scope in audience.scopes if declaration.permission.name in scope.permissions]
    operation["x-permission"] = declaration.permission.name
    if scopes:
        operation["security"] = [dict.fromkeys(named, scopes) for named in operation["security"]]


def _refusal(status: HTTPStatus, text: str) -> dict[str, Any]:
    headers: dict[str, Any] = {"X-Request-Id": LEVEL_HEADERS["X-Request-Id"]}
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        headers["Retry-After"] = {"schema": {"type": "integer"}, "description": "Seconds.", "required": True}
    return {
        "description": text,
        "headers": headers,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _limits_told(audience: Audience) -> str:
    told = [
        f"Limits: {audience.per_token} per token, {audience.per_holder} per practice or person.",
        f"Tokens live at most {audience.life_days_max} days.",
        "Send X-Request-Id (a UUID) to find a request again; every answer has one.",
    ]
    if audience.scopes:
        named = "; ".join(f"{scope.name}: {scope.label}" for scope in audience.scopes)
        told.append(f"Scopes: {named}.")
    return "\n".join(told)
