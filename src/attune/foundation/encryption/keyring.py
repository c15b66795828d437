"""The data keys of the open scope: read once per transaction, unwrapped once per process."""

import hashlib
import os
import time
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from attune.foundation.encryption.envelope import KEY_BYTES
from attune.foundation.encryption.errors import KeyDestroyed, KeyUnknown
from attune.foundation.encryption.models import PersonDataKey, PracticeDataKey
from attune.foundation.encryption.services import KeyContext, key_service
from attune.foundation.tenancy import Scope, WrongHolder, current_scope
from attune.kernel.identifiers import new_id

UNWRAPPED_SECONDS = 300
"""How long a process keeps an unwrapped key, in real time. Its row is consulted in each transaction anyway."""

UNWRAPPED_MAX = 4096

AnyDataKey = PracticeDataKey | PersonDataKey


@dataclass(frozen=True, slots=True)
class HeldKey:
    """One version of a key as its row tells it in this transaction."""

    id: UUID
    version: int
    purpose: str
    wrapped: bytes
    is_in_use: bool
    is_destroyed: bool


@dataclass(frozen=True, slots=True)
class Keyring:
    """A holder's keys by version."""

    holder_id: UUID
    keys: dict[int, HeldKey]

    def in_use(self, purpose: str = "") -> HeldKey | None:
        """Return the key that encrypts for a purpose, if there is one."""
        return next((key for key in self.keys.values() if key.is_in_use and key.purpose == purpose), None)

    def has(self, purpose: str) -> bool:
        """Return whether a key was ever made for the purpose."""
        return any(key.purpose == purpose for key in self.keys.values())


_rings: ContextVar[tuple[Scope, dict[bool, Keyring]] | None] = ContextVar("attune_keyrings", default=None)
_unwrapped: dict[tuple[UUID, bytes], tuple[float, bytes]] = {}


def sealing_key(holder_id: UUID, *, is_person: bool, purpose: str = "") -> tuple[int, bytes]:
    """Return version and bytes of the key that encrypts for the holder and purpose; the first one is made here.

    Raises KeyDestroyed where the holder's keys were destroyed, and WrongHolder outside the scope's own.
    """
    ring = keyring(holder_id, is_person=is_person)
    if not ring.has(purpose):
        ring = _with_first_key(holder_id, is_person=is_person, purpose=purpose)
    held = ring.in_use(purpose)
    if held is None:
        raise KeyDestroyed(holder_id, max(ring.keys))
    return held.version, _plain(ring, held)


def opening_key(holder_id: UUID, version: int, *, is_person: bool) -> bytes:
    """Return one version of the holder's key. Raises KeyDestroyed, KeyUnknown or WrongHolder."""
    ring = keyring(holder_id, is_person=is_person)
    held = ring.keys.get(version)
    if held is None:
        raise KeyUnknown(holder_id, version)
    return _plain(ring, held)


def keyring(holder_id: UUID, *, is_person: bool) -> Keyring:
    """Return the holder's keys as they stand; read once per transaction. Raises NoScope or WrongHolder."""
    opened = current_scope("A data key")
    scoped = opened.person_id if is_person else opened.practice_id
    if scoped != holder_id:
        raise WrongHolder(holder_id, scoped)
    kept = _rings.get()
    if kept is None or kept[0] is not opened:
        kept = (opened, {})
        _rings.set(kept)
    if is_person not in kept[1]:
        kept[1][is_person] = read_keyring(holder_id, is_person=is_person)
    return kept[1][is_person]


def read_keyring(holder_id: UUID, *, is_person: bool) -> Keyring:
    """Read the holder's keys from their rows."""
    rows = model_of(is_person=is_person).objects.order_by("version")
    keys = {
        row.version: HeldKey(
            row.id,
            row.version,
            row.purpose,
            bytes(row.wrapped),
            is_in_use=row.retired_at is None and row.destroyed_at is None,
            is_destroyed=row.destroyed_at is not None,
        )
        for row in rows
    }
    return Keyring(holder_id, keys)


def forget_keyrings() -> None:
    """Let the next use in this transaction read the rows again, as they were just changed."""
    _rings.set(None)


def model_of(*, is_person: bool) -> type[AnyDataKey]:
    """Return the table of the practices' or the persons' keys."""
    return PersonDataKey if is_person else PracticeDataKey


def lock_keys(holder_id: UUID) -> None:
    """Let one transaction at a time change the holder's keys."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"data key {holder_id}"])


def add_key(holder_id: UUID, *, version: int, is_person: bool, purpose: str = "") -> None:
    """Make a key, wrap it and store it as the one in use. The caller holds the lock."""
    key_id = new_id()
    context = KeyContext(holder_id, key_id, version)
    wrapped = key_service().wrap(os.urandom(KEY_BYTES), context=context)
    model_of(is_person=is_person).objects.create(id=key_id, version=version, purpose=purpose, wrapped=wrapped)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO foundation_keyholder (holder_id, is_person) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [holder_id, is_person],
        )


def _with_first_key(holder_id: UUID, *, is_person: bool, purpose: str) -> Keyring:
    lock_keys(holder_id)
    ring = read_keyring(holder_id, is_person=is_person)
    if ring.keys and all(held.is_destroyed for held in ring.keys.values()):
        raise KeyDestroyed(holder_id, max(ring.keys))
    if not ring.has(purpose):
        add_key(holder_id, version=max(ring.keys, default=0) + 1, is_person=is_person, purpose=purpose)
        ring = read_keyring(holder_id, is_person=is_person)
    # Not kept for the transaction: a savepoint that rolls back takes the new key with it.
    forget_keyrings()
    return ring


def _plain(ring: Keyring, held: HeldKey) -> bytes:
    cached_as = (held.id, hashlib.sha256(held.wrapped).digest())
    if held.is_destroyed:
        forget_unwrapped(held.id)
        raise KeyDestroyed(ring.holder_id, held.version)
    until, plain = _unwrapped.get(cached_as, (0.0, b""))
    if until > time.monotonic():
        return plain
    context = KeyContext(ring.holder_id, held.id, held.version)
    plain = key_service().unwrap(held.wrapped, context=context)
    if len(_unwrapped) >= UNWRAPPED_MAX:
        _unwrapped.clear()
    _unwrapped[cached_as] = (time.monotonic() + UNWRAPPED_SECONDS, plain)
    return plain


def forget_unwrapped(key_id: UUID) -> None:
    """Drop a key from this process's memory."""
    for cached_as in [found for found in list(_unwrapped) if found[0] == key_id]:
        _unwrapped.pop(cached_as, None)
