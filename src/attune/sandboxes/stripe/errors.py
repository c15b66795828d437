"""What the sandbox refuses, as Stripe says it."""

from typing import Any, Final

CARD_ERROR, REQUEST_ERROR = "card_error", "invalid_request_error"
IDEMPOTENCY_ERROR: Final = "idempotency_error"


class ApiError(Exception):
    """An answer that is an error. ``is_kept`` says whether the idempotency key remembers it."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str = REQUEST_ERROR,
        code: str | None = None,
        param: str | None = None,
        is_kept: bool = True,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.is_kept = is_kept
        told = {"type": kind, "message": message, "code": code, "param": param, **more}
        self.body = {"error": {name: value for name, value in told.items() if value is not None}}


def no_such(kind: str, object_id: str, *, param: str = "id") -> ApiError:
    """Return the refusal of an object that is not there, or another account's."""
    return ApiError(404, f"No such {kind}: '{object_id}'", code="resource_missing", param=param)


def wrong(param: str, message: str, *, code: str | None = None) -> ApiError:
    """Return the refusal of a parameter's value. Nothing was begun, so the key forgets it."""
    return ApiError(400, message, code=code, param=param, is_kept=False)
