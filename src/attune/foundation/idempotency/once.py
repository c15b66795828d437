"""Doing a write once per key, in the write's own transaction."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, connection

from attune.foundation.idempotency.errors import KeyUsedForAnotherRequest, StillAnswering
from attune.foundation.idempotency.models import IdempotentRequest
from attune.foundation.idempotency.sealing import key_hash, sealed, unsealed
from attune.foundation.tenancy import current_scope

KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: an HTTP status and the body's bytes."""

    status: int
    body: bytes
    is_repeated: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether a repetition gets it again; a refusal wrote nothing and may be tried anew."""
        return self.status < 400


def once(*, owner: str, key: str, request: bytes, answer: Callable[[], Answer]) -> Answer:
    """Return the kept answer, or ask ``answer`` for it and keep it, inside the open scope.

    ``owner`` names who uses the key, ``request`` is all that makes two requests
    the same. Answers are kept for 24 hours. Raises KeyUsedForAnotherRequest,
    and StillAnswering while another transaction works on the same key.
    """
    opened = current_scope("foundation.IdempotentRequest")
    name, request_hash = key_hash(owner, key), hashlib.sha256(request).hexdigest()
    _lock(f"{opened.holder_id}:{name}")
    kept = IdempotentRequest.objects.filter(key_hash=name, expires_at__gt=opened.now).first()
    if kept is not None:
        if kept.request_hash != request_hash:
            raise KeyUsedForAnotherRequest
        return Answer(kept.status, unsealed(bytes(kept.sealed_answer), owner=owner, key=key), True)
    given = answer()
    if given.is_kept:
        IdempotentRequest.objects.filter(expires_at__lte=opened.now).delete()
        _keep(given, name, request_hash, sealed(given.body, owner=owner, key=key))
    return given


def _lock(name: str) -> None:
    """Hold the key until the transaction ends; raise StillAnswering where another one holds it."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        (is_ours,) = cursor.fetchone()
    if not is_ours:
        raise StillAnswering


def _keep(given: Answer, name: str, request_hash: str, sealed_answer: bytes) -> None:
    opened = current_scope()
    try:
        IdempotentRequest.objects.create(
            key_hash=name,
            request_hash=request_hash,
            status=given.status,
            sealed_answer=sealed_answer,
            expires_at=opened.now + KEPT_FOR,
        )
    except IntegrityError:
        raise StillAnswering from None
