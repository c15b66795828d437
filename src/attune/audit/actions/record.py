"""Recording what somebody does, in the very transaction that does it."""

from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any, Literal
from uuid import UUID

from django.db import connection

from attune.foundation.authorization import Actor
from attune.foundation.tenancy import Scope, current_scope
from attune.kernel.identifiers import new_id

Outcome = Literal["done", "refused", "failed"]

# Time, transaction number and encoding are the database's defaults.
_COLUMNS = (
    "holder_id, actor_id, on_behalf_of, action, object_kind, practice_shown, purpose, reason, outcome, "
    "request_id, id, object_id, patient_id"
)
_EVENT = (
    f"INSERT INTO audit_auditevent ({_COLUMNS}) "  # noqa: S608
    "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_EVENTS = (
    f"INSERT INTO audit_auditevent ({_COLUMNS}) "  # noqa: S608
    "SELECT %s::uuid, %s::uuid, %s::uuid, %s, %s, %s::uuid, %s, %s, %s, %s::uuid, one.* "
    "FROM unnest(%s::uuid[], %s::text[], %s::uuid[]) AS one"
)
_PENDING = "INSERT INTO audit_pendingseal (id, holder_id) VALUES (%s, %s)"
_EVENT_AND_PENDING = f"WITH event AS ({_EVENT}) {_PENDING}"
_EVENTS_AND_PENDING = f"WITH events AS ({_EVENTS}) {_PENDING}"

_noted: ContextVar[Scope | None] = ContextVar("attune_audit_noted", default=None)


def record(
    actor: Actor,
    action: str,
    *,
    object_kind: str,
    object_id: UUID | str,
    patient_id: UUID | None = None,
    outcome: Outcome = "done",
    reason: str = "",
) -> None:
    """Write one event into the scope's holder's trail, in the scope's transaction.

    ``reason`` (up to 200 characters) carries no health fact. An event of a transaction
    that rolls back is gone with it: record a refusal in a scope of its own. Raises NoScope.
    """
    opened, event_id = current_scope("The audit trail"), new_id()
    shared = _shared(actor, opened, action, object_kind, outcome, reason)
    values = [*shared, event_id, str(object_id), patient_id]
    _insert(opened, _EVENT, _EVENT_AND_PENDING, values, event_id)


def record_many(
    actor: Actor,
    action: str,
    *,
    object_kind: str,
    objects: Sequence[tuple[UUID | str, UUID | None]],
    reason: str = "",
) -> None:
    """Write one event for each (object id, patient id) of a list that was read, in one statement.

    An empty list writes nothing. Raises NoScope.
    """
    opened = current_scope("The audit trail")
    if not objects:
        return
    ids = [new_id() for _ in objects]
    shared = _shared(actor, opened, action, object_kind, "done", reason)
    values = [*shared, ids, [str(object_id) for object_id, _ in objects], [patient for _, patient in objects]]
    _insert(opened, _EVENTS, _EVENTS_AND_PENDING, values, ids[0])


def _shared(actor: Actor, opened: Scope, action: str, object_kind: str, outcome: Outcome, reason: str) -> list[Any]:
    return [
        opened.holder_id,
        actor.person_id,
        actor.on_behalf_of,
        action,
        object_kind,
        actor.practice_id,
        actor.purpose,
        reason,
        outcome,
        actor.request_id,
    ]


def _insert(opened: Scope, sql: str, sql_and_pending: str, values: list[Any], pending_id: UUID) -> None:
    """Note the holder for the sealer once per transaction."""
    with connection.cursor() as cursor:
        if _noted.get() is opened:
            cursor.execute(sql, values)
            return
        cursor.execute(sql_and_pending, [*values, pending_id, opened.holder_id])
    # A savepoint that rolls back takes the note with it, so only one made outside counts.
    if not connection.savepoint_ids:
        _noted.set(opened)
