"""Recording what somebody does, in the very transaction that does it."""

import json
from collections.abc import Sequence
from contextvars import ContextVar
from typing import Literal
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
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
)
_EVENTS = (
    f"INSERT INTO audit_auditevent ({_COLUMNS}) "  # noqa: S608
    "SELECT $1::uuid, $2::uuid, $3::uuid, $4, $5, $6::uuid, $7, $8, $9, $10::uuid, one.* "
    "FROM json_to_recordset($11::json) AS one (id uuid, object_id text, patient_id uuid)"
)
# The note has the id of the (first) event it is written with.
_PENDING = "INSERT INTO audit_pendingseal (id, holder_id) VALUES ({}, $1)"
_EVENT_AND_PENDING = f"WITH event AS ({_EVENT}) {_PENDING.format('$11')}"
_FIRST_ID = "($11::json->0->>'id')::uuid"
_EVENTS_AND_PENDING = f"WITH events AS ({_EVENTS}) {_PENDING.format(_FIRST_ID)}"

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
    opened = current_scope("The audit trail")
    shared = _shared(actor, opened, action, object_kind, outcome, reason)
    values = [*shared, new_id(), str(object_id), patient_id]
    _insert(opened, _EVENT, _EVENT_AND_PENDING, values)


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
    shared = _shared(actor, opened, action, object_kind, "done", reason)
    rows = [
        {"id": new_id(), "object_id": str(object_id), "patient_id": patient_id} for object_id, patient_id in objects
    ]
    _insert(opened, _EVENTS, _EVENTS_AND_PENDING, [*shared, json.dumps(rows, default=str)])


def _shared(
    actor: Actor, opened: Scope, action: str, object_kind: str, outcome: Outcome, reason: str
) -> list[UUID | str | None]:
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


def _insert(opened: Scope, sql: str, sql_and_pending: str, values: list[UUID | str | None]) -> None:
    """Note the holder for the sealer once per transaction."""
    is_noted = _noted.get() is opened
    connection.post(sql if is_noted else sql_and_pending, values)  # type: ignore[attr-defined]
    # A savepoint that rolls back takes the note with it, so only one made outside counts.
    if not is_noted and not connection.savepoint_ids:
        _noted.set(opened)
