"""Session, person, memberships and roles in one query: the floor every page stands on."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from attune.foundation.authorization import Actor, Role
from attune.kernel.identifiers import PLATFORM_ID, new_id

# The session's own times are real; what roles somebody holds follows the product's clock.
ONE_QUERY = """
WITH clock AS MATERIALIZED (SELECT app.now() AS at)
SELECT s.contents, s.active_practice_id, s.started_at, s.last_seen_at, now(),
       u.id, u.email, u.password, u.name, u.zone, u.last_login,
       EXISTS (SELECT 1 FROM mfa_authenticator f WHERE f.user_id = u.id AND f.type IN ('totp', 'webauthn')),
       (SELECT jsonb_agg(jsonb_build_array(m.id, p.id, p.name, p.kind, p.zone,
                 (SELECT jsonb_agg(g.role ORDER BY g.role) FROM identity_grant g
                  WHERE g.membership_id = m.id AND g.starts_at <= (SELECT at FROM clock)
                    AND (g.ends_at IS NULL OR g.ends_at > (SELECT at FROM clock)))) ORDER BY m.started_at)
        FROM identity_membership m JOIN practices_practice p ON p.id = m.practice_id
        WHERE m.user_id = u.id AND m.ended_at IS NULL AND p.state <> 'closed')
FROM identity_session s LEFT JOIN identity_user u ON u.id = s.user_id AND u.is_active
WHERE s.key_hash = %s
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A practice somebody works in now, and as what."""

    membership_id: UUID
    practice_id: UUID
    name: str
    is_platform: bool
    zone: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind a session. ``zone`` is an IANA name."""

    person_id: UUID
    email: str
    name: str
    zone: str
    password: str
    last_login: datetime | None
    has_second_factor: bool
    places: tuple[Place, ...]

    @property
    def is_staff(self) -> bool:
        """Whether the person works anywhere; staff need a second factor and lock sooner."""
        return bool(self.places)

    def place(self, practice_id: UUID | None) -> Place | None:
        """Return the wanted place if the person works there, else the first one, else None."""
        wanted = (place for place in self.places if place.practice_id == practice_id)
        return next(wanted, self.places[0] if self.places else None)

    def actor(self, practice_id: UUID | None, *, request_id: UUID | None = None) -> Actor:
        """Return the person as an actor in one of their places, or in their own care."""
        place = self.place(practice_id)
        return Actor(
            self.person_id,
            place.practice_id if place else None,
            place.roles if place else frozenset({Role.PATIENT}),
            request_id=request_id or new_id(),
        )

    def patient_actor(self, *, request_id: UUID | None = None) -> Actor:
        """Return the person as a patient: in their own care, whatever else they are."""
        return Actor(self.person_id, None, frozenset({Role.PATIENT}), request_id=request_id or new_id())


@dataclass(frozen=True, slots=True)
class StoredSession:
    """What the one query found."""

    contents: dict[str, Any]
    active_practice_id: UUID | None
    started_at: datetime
    last_seen_at: datetime
    now: datetime
    person: SignedIn | None


def key_hash(session_key: str) -> str:
    """Return what the table stores in the key's place."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def stored_session(session_key: str) -> StoredSession | None:
    """Return the session of a cookie's key with everything known of its person, in one query."""
    row = connection.prepared_row(ONE_QUERY, [key_hash(session_key)])  # type: ignore[attr-defined]
    if row is None:
        return None
    contents, active, started, seen, now, person_id, *rest = row
    person = None if person_id is None else _person(person_id, *rest)
    return StoredSession(json.loads(contents), active, started, seen, now, person)


def _person(
    person_id: UUID,
    email: str,
    password: str,
    name: str,
    zone: str,
    last_login: datetime | None,
    has_second_factor: bool,
    places: str | None,
) -> SignedIn:
    return SignedIn(
        person_id,
        email,
        name,
        zone,
        password,
        last_login,
        has_second_factor,
        tuple(map(_place, json.loads(places or "[]"))),
    )


def _place(told: list[Any]) -> Place:
    membership_id, practice_id, name, _kind, zone, roles = told
    practice = UUID(practice_id)
    return Place(UUID(membership_id), practice, name, practice == PLATFORM_ID, zone, frozenset(map(Role, roles or [])))
