"""The bytes an audit event is hashed as: one way to write each event, and one event for each bytes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

ENCODING = 1
"""The version new events are written in. An older version's function stays for as long as its events do."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event, with everything that is hashed. ``written_in`` is the number of its transaction."""

    encoding: int
    holder_id: UUID
    id: UUID
    happened_at: datetime
    written_in: int
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


def encoded(event: EventRecord) -> bytes:
    """Return the event's canonical bytes.

    A name with the version, then each part as one byte (0 absent, 1 present) and,
    if present, four bytes of length (big-endian) and the content: identifiers as 16
    bytes, numbers as 8, times as microseconds since 1970 in 8, texts as UTF-8. The
    lengths leave no two events with the same bytes. Raises ValueError for a version not known.
    """
    if event.encoding != ENCODING:
        raise ValueError(f"audit encoding {event.encoding} is not known")
    parts = (
        event.holder_id.bytes,
        event.id.bytes,
        microseconds(event.happened_at).to_bytes(8, "big", signed=True),
        event.written_in.to_bytes(8, "big"),
        _identifier(event.actor_id),
        _identifier(event.on_behalf_of),
        event.action.encode(),
        event.object_kind.encode(),
        event.object_id.encode(),
        _identifier(event.patient_id),
        _identifier(event.practice_shown),
        event.purpose.encode(),
        event.reason.encode(),
        event.outcome.encode(),
        _identifier(event.request_id),
    )
    return b"attune-audit-event/1\n" + b"".join(_framed(part) for part in parts)


def microseconds(at: datetime) -> int:
    """Return microseconds since 1970 of an aware time, exactly."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def _identifier(value: UUID | None) -> bytes | None:
    return None if value is None else value.bytes


def _framed(part: bytes | None) -> bytes:
    return b"\x00" if part is None else b"\x01" + len(part).to_bytes(4, "big") + part
