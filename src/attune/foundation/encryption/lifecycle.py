"""The life of data keys: in use, retired by a rotation, destroyed; and the text that follows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.db.models.functions import Now

from attune.foundation.encryption.envelope import key_version_of
from attune.foundation.encryption.errors import HolderHasNoKey, KeyDestroyed
from attune.foundation.encryption.fields import EncryptedTextField, Sealed, place_of
from attune.foundation.encryption.keyring import (
    Keyring,
    add_key,
    forget_keyrings,
    forget_unwrapped,
    keyring,
    lock_keys,
    model_of,
    read_keyring,
)
from attune.foundation.encryption.models import KeyHolder
from attune.foundation.encryption.services import KeyContext, key_service
from attune.foundation.tenancy import HolderKey, PersonKey, Plane, current_scope, scope
from attune.foundation.tenancy.fields import wall_key, wall_key_or_none

BATCH_ROWS = 500


@dataclass(frozen=True, slots=True)
class Holder:
    """A practice or a person with data keys."""

    id: UUID
    is_person: bool

    def scope(self) -> Any:
        """Return a scope on everything the holder's key encrypts."""
        return scope(person_id=self.id, plane=Plane.SELF) if self.is_person else scope(self.id)


@dataclass(frozen=True, slots=True)
class KeyState:
    """One version of a holder's key, as ``attune keys status`` shows it."""

    holder_id: UUID
    is_person: bool
    version: int
    purpose: str
    state: str
    is_wrapped_by_current: bool


def holders() -> list[Holder]:
    """Return every holder with data keys."""
    return [Holder(row.holder_id, row.is_person) for row in KeyHolder.objects.order_by("holder_id")]


def holder_named(holder_id: UUID) -> Holder:
    """Return a holder with data keys. Raises HolderHasNoKey."""
    row = KeyHolder.objects.filter(holder_id=holder_id).first()
    if row is None:
        raise HolderHasNoKey(holder_id)
    return Holder(row.holder_id, row.is_person)


def key_states(holder: Holder) -> list[KeyState]:
    """Return the versions of a holder's key, oldest first; inside its scope."""
    service = key_service()
    return [
        KeyState(
            holder.id,
            holder.is_person,
            held.version,
            held.purpose,
            "destroyed" if held.is_destroyed else "in use" if held.is_in_use else "retired",
            not held.is_destroyed and service.is_current(held.wrapped),
        )
        for held in keyring(holder.id, is_person=holder.is_person).keys.values()
    ]


def rotate(holder: Holder) -> int:
    """Retire the keys in use, make the next version for each purpose and return the newest; inside the scope.

    What stands encrypted stays readable, and moves to the new key when it is
    saved or by ``reencrypt``. Raises KeyDestroyed.
    """
    ring = _locked_ring(holder)
    in_use = [held for held in ring.keys.values() if held.is_in_use]
    newest = max(ring.keys)
    if not in_use:
        raise KeyDestroyed(holder.id, newest)
    table = model_of(is_person=holder.is_person)
    for held in in_use:
        newest += 1
        table.objects.filter(id=held.id).update(retired_at=Now())
        add_key(holder.id, version=newest, is_person=holder.is_person, purpose=held.purpose)
    forget_keyrings()
    return newest


def destroy(holder: Holder) -> int:
    """Destroy every version of the holder's key for good and return how many; inside the holder's scope.

    The key service forgets first: should the transaction fail, the keys are gone all the same.
    """
    ring = _locked_ring(holder)
    service = key_service()
    for held in ring.keys.values():
        service.destroy(held.id)
        forget_unwrapped(held.id)
    table = model_of(is_person=holder.is_person)
    count = table.objects.filter(destroyed_at=None).update(destroyed_at=Now(), wrapped=b"")
    forget_keyrings()
    return count


def rewrap(holder: Holder) -> int:
    """Wrap the holder's keys under the current master key and return how many moved; inside its scope."""
    ring, service, moved = _locked_ring(holder), key_service(), 0
    table = model_of(is_person=holder.is_person)
    for held in ring.keys.values():
        if held.is_destroyed or service.is_current(held.wrapped):
            continue
        context = KeyContext(holder.id, held.id, held.version)
        wrapped = service.wrap(service.unwrap(held.wrapped, context=context), context=context)
        moved += table.objects.filter(id=held.id).update(wrapped=wrapped)
        forget_unwrapped(held.id)
    forget_keyrings()
    return moved


def reencrypt(holder: Holder) -> int:
    """Move every encrypted text of the holder to the key in use and return how many moved.

    Opens scopes of its own, one per batch of 500 rows, and may be repeated. Rows of
    append-only tables keep their ciphertext, and with it the retired key; so do rows
    that are their author's alone, until the author saves them.
    """
    moved = 0
    for table, fields in _encrypted_tables(holder):
        last: UUID | None = None
        while True:
            with holder.scope():
                rows = table._default_manager.order_by("pk")
                batch = list((rows if last is None else rows.filter(pk__gt=last))[:BATCH_ROWS])
                moved += sum(_moved(row, field) for row in batch for field in fields)
            if len(batch) < BATCH_ROWS:
                break
            last = batch[-1].pk
    return moved


def _locked_ring(holder: Holder) -> Keyring:
    """Return the holder's keys, which no other transaction changes until this one ends."""
    current_scope("A data key")
    lock_keys(holder.id)
    ring = read_keyring(holder.id, is_person=holder.is_person)
    if not ring.keys:
        raise HolderHasNoKey(holder.id)
    return ring


def _encrypted_tables(holder: Holder) -> Iterator[tuple[type[models.Model], list[EncryptedTextField]]]:
    for table in apps.get_models():
        fields = [field for field in table._meta.local_fields if isinstance(field, EncryptedTextField)]
        key = wall_key_or_none(table)
        if not fields or key is None or key.append_only or key.author_column:
            continue
        if isinstance(key, HolderKey) or isinstance(key, PersonKey) == holder.is_person:
            yield table, fields


def _moved(row: models.Model, field: EncryptedTextField) -> bool:
    """Write one text anew if its key is not in use and nobody changed it meanwhile."""
    held = row.__dict__[field.attname]
    if not isinstance(held, Sealed):
        return False
    fresh = field.pre_save(row, add=False)
    assert fresh is not None
    place = place_of(row, field)
    if key_version_of(fresh, place) == key_version_of(held, place):
        return False
    quoted = connection.ops.quote_name
    table, column, key = quoted(place.table), quoted(place.column), quoted(wall_key(row).column_name)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND id = %s AND {column} = %s",  # noqa: S608
            [bytes(fresh), place.holder_id, place.row_id, bytes(held)],
        )
        return int(cursor.rowcount) == 1
