"""The session engine: one query in, no write per request, only the key's hash stored."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import connection
from django.utils.crypto import constant_time_compare

from attune.identity.models import Session, User
from attune.identity.queries.session_lives import session_life
from attune.identity.queries.signed_in import SignedIn, StoredSession, key_hash, stored_session
from attune.identity.rules.session_life import Over, SessionLife, why_over

SEEN_EVERY = timedelta(minutes=1)

# Staff sessions end sooner; whether a person is staff is the memberships' to say, at that moment.
ENDS_AT = """now() + CASE WHEN EXISTS (
    SELECT 1 FROM identity_membership m WHERE m.user_id = %(user_id)s AND m.ended_at IS NULL
) THEN %(staff)s::interval ELSE %(patient)s::interval END"""

INSERT = f"""
INSERT INTO identity_session
    (key_hash, user_id, active_practice_id, contents, browser, address, started_at, last_seen_at, ends_at)
VALUES (%(key_hash)s, %(user_id)s, %(active)s, %(contents)s, %(browser)s, %(address)s,
    COALESCE(%(started_at)s, now()), now(), COALESCE(%(started_at)s - now(), interval '0') + {ENDS_AT})
ON CONFLICT (key_hash) DO NOTHING
"""  # noqa: S608

# Somebody else in the same browser starts anew; the same person goes on.
UPDATE = f"""
UPDATE identity_session AS s SET contents = %(contents)s, user_id = %(user_id)s,
    browser = CASE WHEN %(browser)s = '' THEN s.browser ELSE %(browser)s END,
    address = COALESCE(%(address)s, s.address),
    started_at = CASE WHEN s.user_id IS NOT DISTINCT FROM %(user_id)s THEN s.started_at ELSE now() END,
    last_seen_at = CASE WHEN s.user_id IS NOT DISTINCT FROM %(user_id)s THEN s.last_seen_at ELSE now() END,
    ends_at = CASE WHEN s.user_id IS NOT DISTINCT FROM %(user_id)s THEN s.ends_at ELSE {ENDS_AT} END
WHERE s.key_hash = %(key_hash)s
"""  # noqa: S608


class SessionStore(SessionBase):
    """A browser's session. ``person`` is who was signed in when the request began."""

    stored: StoredSession | None = None
    browser = ""
    address: str | None = None
    is_passive = False
    """Set for requests a page makes by itself: they do not count as being there."""

    ended_because: Over | None = None
    """Why the session that the cookie names is over, once it was asked for."""

    _person: tuple[StoredSession | None, SignedIn | None] | None = None

    @property
    def person(self) -> SignedIn | None:
        """Return who is signed in, if the session is theirs and their password is still the same."""
        contents = self._get_session()  # type: ignore[attr-defined]
        if self._person is None or self._person[0] is not self.stored:
            self._person = (self.stored, self._proven_person(contents))
        return self._person[1]

    @property
    def active_practice_id(self) -> UUID | None:
        """Return the practice the person last chose to work in."""
        self._get_session()  # type: ignore[attr-defined]
        return self.stored.active_practice_id if self.stored else None

    def load(self) -> dict[str, Any]:
        """Read the session, unless it is over: then it is gone, with what it held."""
        stored = stored_session(self.session_key) if self.session_key else None
        if stored is not None:
            self.ended_because = why_over(
                life_of(stored.person),
                started_at=stored.started_at,
                last_seen_at=stored.last_seen_at,
                now=stored.now,
            )
        if self.ended_because is not None:
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
        """Write the session. Raises UpdateError when it was ended meanwhile: it does not come back."""
        if self.session_key is None:
            self.create()
            return
        contents = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        if not self._wrote(INSERT if must_create else UPDATE, contents):
            raise CreateError if must_create else UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """Remove a session; the cookie that names it is worthless from then on."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(key_hash=key_hash(key)).delete()

    def flush(self) -> None:
        """Remove the session and forget who was signed in."""
        super().flush()
        self.stored = None

    def work_in(self, practice_id: UUID) -> None:
        """Make a practice the active one."""
        assert self.session_key is not None
        Session.objects.filter(key_hash=key_hash(self.session_key)).update(active_practice_id=practice_id)
        if self.stored is not None:
            self.stored = replace(self.stored, active_practice_id=practice_id)

    @classmethod
    def clear_expired(cls) -> None:
        """Remove sessions past their absolute end, or idle for longer than anybody's may be."""
        idle_max = max(settings.IDLE_LOCK_SECONDS_STAFF, settings.IDLE_LOCK_SECONDS_PATIENT)
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM identity_session "
                "WHERE ends_at <= now() OR last_seen_at <= now() - make_interval(secs => %s)",
                [idle_max],
            )

    def _proven_person(self, contents: dict[str, Any]) -> SignedIn | None:
        person = self.stored.person if self.stored else None
        if person is None or contents.get(SESSION_KEY) != str(person.person_id):
            return None
        told, user = contents.get(HASH_SESSION_KEY) or "", user_of(person)
        proofs = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
        return person if any(constant_time_compare(told, proof) for proof in proofs) else None

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
                [key_hash(self.session_key or "")],
            )

    def _wrote(self, sql: str, contents: dict[str, Any]) -> bool:
        user_id = contents.get(SESSION_KEY)
        values: dict[str, Any] = {
            "key_hash": key_hash(self.session_key or ""),
            "user_id": UUID(user_id) if user_id else None,
            "active": self.active_practice_id if self.stored else None,
            "contents": connection.ops.adapt_json_value(contents, None),
            "browser": self.browser,
            "address": self.address,
            "started_at": self._carried_start(user_id),
            "staff": timedelta(seconds=settings.SESSION_SECONDS_STAFF),
            "patient": timedelta(seconds=settings.SESSION_SECONDS_PATIENT),
        }
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return bool(cursor.rowcount == 1)

    def _carried_start(self, user_id: str | None) -> datetime | None:
        """Return when the same person's sign-in began: a new key does not put its absolute end off."""
        person = self.stored.person if self.stored else None
        return self.stored.started_at if self.stored and person and str(person.person_id) == user_id else None


def life_of(person: SignedIn | None) -> SessionLife:
    """Return how long the person's sessions last: staff lock sooner than patients."""
    return session_life(is_staff=person is not None and person.is_staff)


def user_of(person: SignedIn) -> User:
    """Return the person as Django's user object, without another query.

    What the one query does not read stays deferred, so that saving the object cannot overwrite it.
    """
    fields = ("id", "email", "password", "name", "zone", "last_login")
    in_order = [field.attname for field in User._meta.concrete_fields if field.attname in fields]
    known = {"id": person.person_id, **{name: getattr(person, name) for name in fields if name != "id"}}
    user = User.from_db("default", in_order, [known[name] for name in in_order])
    user.__dict__["is_active"] = True
    return user


__all__ = ["SessionStore", "life_of", "user_of"]
