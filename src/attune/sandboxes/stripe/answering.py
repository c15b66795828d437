"""Answering one request: who asks, for what, under which key, and what of it is remembered."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

from attune.sandboxes.stripe.errors import IDEMPOTENCY_ERROR, ApiError, no_such
from attune.sandboxes.stripe.faults import Fault, Rule
from attune.sandboxes.stripe.lists import expanded
from attune.sandboxes.stripe.parameters import checked, nested
from attune.sandboxes.stripe.routes import Route, route_of
from attune.sandboxes.stripe.sandbox import API_VERSION, Sandbox
from attune.sandboxes.stripe.store import new_id

KEY_LENGTH_MAX: Final = 255
KEPT_SECONDS: Final = 24 * 3600
SHOWN_IN_PUBLIC: Final = (
    "id", "object", "amount", "canceled_at", "cancellation_reason", "capture_method", "client_secret",
    "confirmation_method", "created", "currency", "description", "last_payment_error", "livemode", "next_action",
    "payment_method", "payment_method_types", "status",
)  # fmt: skip
"""What a browser with the client secret may know of an intent."""
BEFORE: Final = {Fault.DROP_BEFORE, Fault.ERROR_BEFORE, Fault.ERROR_KEPT}


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came."""

    method: str
    path: str
    query: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back; ``fault`` says how it gets lost."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    fault: Rule | None = None


def answered(sandbox: Sandbox, request: Request) -> Answer:
    """Do what a request asks for and return the answer."""
    fault = sandbox.faults.met(request.method, request.path)
    if fault is not None and fault.fault is Fault.DROP_BEFORE:
        return Answer(0, b"", {}, fault)
    if fault is not None and fault.fault is Fault.ERROR_BEFORE:
        return Answer(503, _error("The API is temporarily unavailable."), {})
    with sandbox.store.lock:
        sandbox.catch_up()
        try:
            told = _asked(sandbox, request, is_failing=fault is not None and fault.fault is Fault.ERROR_KEPT)
        except ApiError as error:
            told = Answer(error.status, _bytes(error.body), {})
        finally:
            sandbox.store.flush()
    if fault is None or fault.fault in BEFORE:
        return told
    if fault.fault is Fault.ERROR_AFTER:
        return Answer(500, _error("Sorry! There was an error while talking to Stripe."), {})
    return Answer(told.status, told.body, told.headers, fault)


def _asked(sandbox: Sandbox, request: Request, *, is_failing: bool) -> Answer:
    met = route_of(request.method, request.path)
    if met is None:
        unknown = f"Unrecognized request URL ({request.method}: {request.path})."
        raise ApiError(404, unknown, is_kept=False)
    route, ids = met
    text = request.body.decode("utf-8", "replace") if request.method == "POST" else request.query
    pairs = parse_qsl(text, keep_blank_values=True)
    is_public = _authorized(sandbox, request, route, pairs)
    account = sandbox.known_account(request.headers.get("stripe-account", ""))
    key = request.headers.get("idempotency-key", "") if request.method == "POST" else ""
    if len(key) > KEY_LENGTH_MAX:
        raise ApiError(400, f"Idempotency keys may be up to {KEY_LENGTH_MAX} characters.", is_kept=False)
    asked = nested([pair for pair in pairs if pair[0] not in {"key", "_stripe_account"}])
    if not key:
        return _done(sandbox, route, account, asked, ids, is_public=is_public, is_failing=is_failing)
    scoped, digest = f"{account}/{key}", _digest(request, pairs)
    kept = sandbox.store.kept_answer(scoped)
    if kept is not None and sandbox.now() - kept[0] < KEPT_SECONDS:
        if kept[1] != digest:
            raise ApiError(
                400,
                "Keys for idempotent requests can only be used with the same parameters they were first used with. "
                f"Try using a key other than '{key}' if you meant to execute a different request.",
                kind=IDEMPOTENCY_ERROR,
                is_kept=False,
            )
        return Answer(kept[2], kept[3], {"Idempotent-Replayed": "true", "Idempotency-Key": key})
    try:
        told = _done(sandbox, route, account, asked, ids, is_public=is_public, is_failing=is_failing)
    except ApiError as error:
        if not error.is_kept:
            raise
        told = Answer(error.status, _bytes(error.body), {})
    sandbox.store.keep_answer(scoped, asked=digest, status=told.status, answer=told.body)
    return Answer(told.status, told.body, {"Idempotency-Key": key})


def _done(
    sandbox: Sandbox,
    route: Route,
    account: str,
    asked: dict[str, Any],
    ids: tuple[str, ...],
    *,
    is_public: bool,
    is_failing: bool,
) -> Answer:
    secret = asked.pop("client_secret", "") if is_public else ""
    parameters = checked(asked, route.params)
    if is_failing:
        raise ApiError(500, "Sorry! There was an error while talking to Stripe.", kind="api_error")
    body = route.answer(sandbox, account, parameters, *ids)
    if is_public and ids and body.get("client_secret") != secret:
        raise no_such("payment_intent", ids[0], param="intent")
    if is_public and ids:
        return Answer(200, _bytes({name: body[name] for name in SHOWN_IN_PUBLIC}), {})
    return Answer(200, _bytes(expanded(sandbox.store, body, parameters.get("expand", ()))), {})


def _authorized(sandbox: Sandbox, request: Request, route: Route, pairs: list[tuple[str, str]]) -> bool:
    """Return whether a browser asks, by the key that anybody may know. Raises ApiError for a key that is none."""
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    if kind == "Basic":
        given = base64.b64decode(given + "==", validate=False).decode("utf-8", "replace").partition(":")[0]
    given = given or dict(pairs).get("key", "")
    if given == sandbox.secret_key:
        return False
    if given != sandbox.publishable_key:
        told = f"Invalid API Key provided: {given[:8]}***" if given else "You did not provide an API key."
        raise ApiError(401, told, is_kept=False)
    if not route.is_public:
        told = "This API call cannot be made with a publishable API key. Please use a secret API key."
        raise ApiError(403, told, code="secret_key_required", is_kept=False)
    return True


def standard_headers() -> dict[str, str]:
    """Return what every answer carries."""
    return {"Request-Id": new_id("req"), "Stripe-Version": API_VERSION, "Content-Type": "application/json"}


def _digest(request: Request, pairs: list[tuple[str, str]]) -> str:
    asked = json.dumps([request.method, request.path, sorted(pairs)])
    return hashlib.sha256(asked.encode()).hexdigest()


def _bytes(body: dict[str, Any]) -> bytes:
    return json.dumps(body).encode()


def _error(message: str) -> bytes:
    return _bytes({"error": {"type": "api_error", "message": message}})
