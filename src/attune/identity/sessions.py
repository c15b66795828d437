"""The session engine: one query in, no write per request, only the key's hash stored."""

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import connection
from django.utils.crypto import constant_time_compare

from attune.identity.models import Session, User
from attune.identity.queries.signed_in import SignedIn, StoredSession, key_hash, stored_session
from attune.identity.rules.session_life import SessionLife, is_over

SEEN_EVERY = timedelta(minutes=1)

SAVE = """
INSERT INTO identity_session
    (key_hash, user_id, active_practice_id, contents, browser, address, started_at, last_seen_at, ends_at)
VALUES (%s, %s, %s, %s::jsonb, %s, %s, now(), now(), now() + %s)
ON CONFLICT (key_hash) DO UPDATE SET
    contents = EXCLUDED.contents, user_id = EXCLUDED.user_id, active_practice_id = EXCLUDED.active_practice_id,
    browser = CASE WHEN EXCLUDED.browser = '' THEN identity_session.browser ELSE EXCLUDED.browser END,
    address = COALESCE(EXCLUDED.address, identity_session.address),
    started_at = CASE WHEN identity_session.user_id IS NOT DISTINCT FROM EXCLUDED.user_id
                 THEN identity_session.started_at ELSE now() END
"""


class SessionStore(SessionBase):
    """A browser's session. ``person`` is who is signed in, loaded by the same query."""

    stored: StoredSession | None = None
    browser = ""
    address: str | None = None
    is_passive = False
    """Set for requests a page makes by itself: they do not count as being there."""

    @property
    def person(self) -> SignedIn | None:
        """Return who is signed in, if the session is theirs and their password is still the same."""
        self._get_session()  # type: ignore[attr-defined]
        if self.stored is None or self.stored.person is None:
            return None
        person = self.stored.person
        known = self.get(SESSION_KEY) == str(person.person_id)
        told = self.get(HASH_SESSION_KEY) or ""
        return person if known and constant_time_compare(told, user_of(person).get_session_auth_hash()) else None

    @property
    def active_practice_id(self) -> UUID | None:
        """Return the practice the person last chose to work in."""
        self._get_session()  # type: ignore[attr-defined]
        return self.stored.active_practice_id if self.stored else None

    def load(self) -> dict[str, Any]:
        """Read the session, unless it is over: then it is gone, with what it held."""
        stored = stored_session(self.session_key) if self.session_key else None
        if stored is not None and is_over(
            life_of(stored.person),
            started_at=stored.started_at,
            last_seen_at=stored.last_seen_at,
            now=stored.now,
        ):
            self.delete(self.session_key)
            stored = None
        if stored is None:
            self._session_key = None
            return {}
        self.stored = stored
        if not self.is_passive and stored.now - stored.last_seen_at >= SEEN_EVERY:
            self._mark_seen()
        return stored.contents

    def exists(self, session_key: str) -> bool:
        """Return whether a session has this key."""
        return Session.objects.filter(key_hash=key_hash(session_key)).exists()

    def create(self) -> None:
        """Give the session a new key and store it."""
        self._session_key = self._new_key()
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Write the session."""
        if self.session_key is None:
            self.create()
            return
        contents = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        if must_create and self.exists(self.session_key):
            raise CreateError
        if not must_create and not self.exists(self.session_key):
            raise UpdateError
        self._write(contents)

    def delete(self, session_key: str | None = None) -> None:
        """Remove a session; the cookie that names it is worthless from then on."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(key_hash=key_hash(key)).delete()

    def work_in(self, practice_id: UUID) -> None:
        """Make a practice the active one."""
        assert self.session_key is not None
        Session.objects.filter(key_hash=key_hash(self.session_key)).update(active_practice_id=practice_id)

    @classmethod
    def clear_expired(cls) -> None:
        """Remove sessions past their absolute end."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM identity_session WHERE ends_at <= now()")

    def _get_new_session_key(self) -> str:
        return self._new_key()

    def _new_key(self) -> str:
        return secrets.token_urlsafe(32)

    def _validate_session_key(self, key: str) -> bool:
        return bool(key) and len(key) >= 32

    def _mark_seen(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE identity_session SET last_seen_at = now() WHERE key_hash = %s",
                [key_hash(self.session_key)],
            )

    def _write(self, contents: dict[str, Any]) -> None:
        user_id = contents.get(SESSION_KEY)
        active = self.stored.active_practice_id if self.stored else None
        with connection.cursor() as cursor:
            cursor.execute(
                SAVE,
                [
                    key_hash(self.session_key),
                    user_id,
                    active,
                    connection.ops.adapt_json_value(contents, None),
                    self.browser,
                    self.address,
                    timedelta(seconds=settings.SESSION_SECONDS_PATIENT),
                ],
            )


def life_of(person: SignedIn | None) -> SessionLife:
    """Return how long the person's sessions last: staff lock sooner than patients."""
    if person is not None and person.is_staff:
        return SessionLife(
            timedelta(seconds=settings.IDLE_LOCK_SECONDS_STAFF),
            timedelta(seconds=settings.SESSION_SECONDS_STAFF),
        )
    total = timedelta(seconds=settings.SESSION_SECONDS_PATIENT)
    return SessionLife(timedelta(seconds=settings.IDLE_LOCK_SECONDS_PATIENT), total)


def user_of(person: SignedIn) -> User:
    """Return the person as Django's user object, without another query."""
    user = User(
        id=person.person_id,
        email=person.email,
        password=person.password,
        name=person.name,
        zone=person.zone,
        last_login=person.last_login,
    )
    user._state.adding = False
    user._state.db = "default"
    return user


__all__ = ["BACKEND_SESSION_KEY", "SessionStore", "life_of", "user_of"]
