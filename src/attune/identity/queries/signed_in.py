"""Session, person, memberships and roles in one query: the floor every page stands on."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from attune.foundation.authorization import Actor, Role
from attune.kernel.identifiers import PLATFORM_ID, new_id

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# The session's own times are real; what roles somebody holds follows the product's clock.
# It comes as one text: reading a row of typed columns takes the client longer than the server needs to find it.
ONE_QUERY = """
WITH clock AS MATERIALIZED (SELECT app.now() AS at)
SELECT json_build_array(s.contents, s.active_practice_id,
       (extract(epoch FROM s.started_at) * 1000000)::bigint,
       (extract(epoch FROM s.last_seen_at) * 1000000)::bigint,
       (extract(epoch FROM now()) * 1000000)::bigint,
       u.id, u.email, u.password, u.name, u.zone, (extract(epoch FROM u.last_login) * 1000000)::bigint,
       EXISTS (SELECT 1 FROM mfa_authenticator f WHERE f.user_id = u.id AND f.type IN ('totp', 'webauthn')),
       (SELECT json_agg(json_build_array(m.id, p.id, p.name, p.kind, p.zone,
                 (SELECT json_agg(g.role ORDER BY g.role) FROM identity_grant g
                  WHERE g.membership_id = m.id AND g.starts_at <= (SELECT at FROM clock)
                    AND (g.ends_at IS NULL OR g.ends_at > (SELECT at FROM clock)))) ORDER BY m.started_at)
        FROM identity_membership m JOIN practices_practice p ON p.id = m.practice_id
        WHERE m.user_id = u.id AND m.ended_at IS NULL AND p.state <> 'closed'))
FROM identity_session s LEFT JOIN identity_user u ON u.id = s.user_id AND u.is_active
WHERE s.key_hash = $1
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
    told = connection.prepared_text(ONE_QUERY, [key_hash(session_key)])  # type: ignore[attr-defined]
    if told is None:
        return None
    contents, active, started, seen, now, *rest = json.loads(told)
    return StoredSession(
        contents,
        None if active is None else UUID(active),
        moment(started),
        moment(seen),
        moment(now),
        None if rest[0] is None else _person(*rest),
    )


def _person(
    person_id: str,
    email: str,
    password: str,
    name: str,
    zone: str,
    last_login: int | None,
    has_second_factor: bool,
    places: list[list[Any]] | None,
) -> SignedIn:
    return SignedIn(
        UUID(person_id),
        email,
        name,
        zone,
        password,
        None if last_login is None else moment(last_login),
        has_second_factor,
        tuple(map(_place, places or ())),
    )


def _place(told: list[Any]) -> Place:
    membership_id, practice_id, name, _kind, zone, roles = told
    practice = UUID(practice_id)
    return Place(UUID(membership_id), practice, name, practice == PLATFORM_ID, zone, frozenset(map(Role, roles or [])))


def moment(microseconds: int) -> datetime:
    """Return the instant (UTC) that many microseconds after 1970: it needs no parsing of a zone."""
    return EPOCH + timedelta(microseconds=microseconds)
