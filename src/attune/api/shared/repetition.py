"""Idempotency-Key: a write that is sent again is answered again, not done again."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from attune.api.shared.errors import KeyMalformed
from attune.foundation.idempotency.once import Answer, once
from attune.identity.queries.presented_token import PresentedToken

HEADER = "Idempotency-Key"
PATTERN = r"^[\x21-\x7e]{1,128}$"


def answered_once(
    request: HttpRequest, token: PresentedToken, answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Return the write's answer, the kept one where the token sent the same key before.

    Runs inside the token's scope. Raises KeyMalformed and what ``once`` raises.
    """
    key = request.headers.get(HEADER)
    if key is None:
        return answer()
    if not re.fullmatch(PATTERN, key):
        raise KeyMalformed
    produced: list[HttpResponse] = []

    def ask() -> Answer:
        response = answer()
        assert isinstance(response, HttpResponse)
        produced.append(response)
        return Answer(response.status_code, response.content)

    asked = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    given = once(owner=f"token:{token.id}", key=key, request=asked, answer=ask)
    if produced:
        return produced[0]
    return HttpResponse(
        given.body,
        status=given.status,
        content_type="application/json; charset=utf-8",
        headers={"Idempotency-Replayed": "true"},
    )
