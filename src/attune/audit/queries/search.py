"""Searching a trail: for a practice's owners and auditors, and for compliance in the platform's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from attune.audit.actions.record import record
from attune.audit.models import AuditEvent
from attune.audit.permissions import READ_TRAIL
from attune.foundation.authorization import Actor, NotPermitted, authorize
from attune.foundation.tenancy import current_scope

ROWS_MAX = 200


@dataclass(frozen=True, slots=True)
class TrailFilters:
    """What to look for; None does not narrow. ``from_at`` is inclusive, ``until_at`` is not (aware times)."""

    actor_id: UUID | None = None
    action: str | None = None
    object_kind: str | None = None
    object_id: str | None = None
    patient_id: UUID | None = None
    outcome: str | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TrailCursor:
    """The last event of a page; the next page begins after it."""

    happened_at: datetime
    event_id: UUID


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Which part to return: up to ``rows`` events (200 at most) after the cursor, the newest first."""

    after: TrailCursor | None = None
    rows: int = 50


@dataclass(frozen=True, slots=True)
class TrailEvent:
    """One event, as a page shows it. ``actor_id`` None is the system."""

    id: UUID
    happened_at: datetime
    actor_id: UUID | None
    on_behalf_of: UUID | None
    action: str
    object_kind: str
    object_id: str
    patient_id: UUID | None
    practice_shown: UUID | None
    purpose: str
    reason: str
    outcome: str
    request_id: UUID | None


@dataclass(frozen=True, slots=True)
class TrailResult:
    """A page of events, and where the next one begins, if there is one."""

    events: Sequence[TrailEvent]
    following: TrailCursor | None


def search_events(actor: Actor, filters: TrailFilters, page: TrailPage | None = None) -> TrailResult:
    """Return a page of the trail of the practice the actor works in, newest first; itself recorded.

    Inside the scope of that practice; compliance reads the platform's own trail and no
    practice's. Raises NotPermitted.
    """
    authorize(actor, READ_TRAIL)
    # An operator's scope on a practice shows its business, not who did what there.
    if actor.practice_id is None or current_scope("The audit trail").practice_id != actor.practice_id:
        raise NotPermitted(READ_TRAIL.name)
    chosen = page or TrailPage()
    count = max(1, min(chosen.rows, ROWS_MAX))
    found = AuditEvent.objects.filter(_condition(filters))
    if chosen.after is not None:
        last = chosen.after
        found = found.filter(happened_at__lte=last.happened_at).exclude(
            happened_at=last.happened_at, id__gte=last.event_id
        )
    columns = TrailEvent.__slots__
    rows = list(found.order_by("-happened_at", "-id").values_list(*columns)[: count + 1])
    events = [TrailEvent(*row) for row in rows[:count]]
    record(
        actor,
        "audit.trail.searched",
        object_kind="audit_trail",
        object_id=actor.practice_id,
        patient_id=filters.patient_id,
    )
    following = TrailCursor(events[-1].happened_at, events[-1].id) if len(rows) > count else None
    return TrailResult(events, following)


def _condition(filters: TrailFilters) -> Q:
    asked = {
        "actor_id": filters.actor_id,
        "action": filters.action,
        "object_kind": filters.object_kind,
        "object_id": filters.object_id,
        "patient_id": filters.patient_id,
        "outcome": filters.outcome,
        "happened_at__gte": filters.from_at,
        "happened_at__lt": filters.until_at,
    }
    return Q(**{name: value for name, value in asked.items() if value is not None})
