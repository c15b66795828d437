"""Adding and removing a person's second factors, each with its trace."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.end_sessions import end_sessions
from attune.identity.errors import CodeNotRight, SecondFactorRequired
from attune.identity.models import Membership, User
from attune.identity.rules.one_time_codes import current_code, step_of_code

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def add_authenticator_app(actor: Actor, *, secret: str, code: str, now: datetime, keep: str | None = None) -> bool:
    """Add an app that shows the right code, and recovery codes if there are none; return whether there were none.

    ``secret`` is in base 32; ``now`` is real time. The code counts as used. With a first factor
    the person's sessions end but the one with the key hash ``keep``. Raises CodeNotRight.
    """
    step = step_of_code(secret, code, now=now)
    if step is None:
        raise CodeNotRight
    with scope(person_id=actor.person_id, plane=Plane.SELF):
        user = _locked(actor)
        _end_sessions_before_first(actor, user, keep)
        app = TOTP.activate(user, secret).instance
        app.data["last_step"] = step
        app.save(update_fields=["data"])
        record(actor, "identity.second_factor.added", object_kind="authenticator_app", object_id=str(app.pk))
        return make_recovery_codes_once(actor, user)


def add_passkey(actor: Actor, *, name: str, credential: dict[str, Any], keep: str | None = None) -> bool:
    """Add a passkey whose ceremony is proved, and recovery codes if there are none; return whether there were none.

    With a first factor the person's sessions end but the one with the key hash ``keep``.
    """
    with scope(person_id=actor.person_id, plane=Plane.SELF):
        user = _locked(actor)
        _end_sessions_before_first(actor, user, keep)
        passkey = WebAuthn.add(user, name, credential).instance
        record(actor, "identity.second_factor.added", object_kind="passkey", object_id=str(passkey.pk))
        return make_recovery_codes_once(actor, user)


def make_new_recovery_codes(actor: Actor) -> None:
    """Replace the actor's recovery codes; the old ones are worthless from then on."""
    with scope(person_id=actor.person_id, plane=Plane.SELF):
        user = _locked(actor)
        Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
        make_recovery_codes_once(actor, user)


def make_recovery_codes_once(actor: Actor, user: User) -> bool:
    """Make recovery codes unless there are some; return whether they were made. Inside a scope of the person."""
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).exists():
        return False
    made = RecoveryCodes.activate(user).instance
    record(actor, "identity.recovery_codes.made", object_kind="recovery_codes", object_id=str(made.pk))
    return True


def remove_second_factor(actor: Actor, factor_id: int) -> None:
    """Remove an app or passkey of the actor's own; with the last one the recovery codes go too.

    Raises Authenticator.DoesNotExist, or SecondFactorRequired when somebody who works in a
    practice would be left without one.
    """
    with scope(person_id=actor.person_id, plane=Plane.SELF):
        user = _locked(actor)
        factor = Authenticator.objects.get(user=user, pk=factor_id, type__in=FACTORS)
        is_last = not Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=factor.pk).exists()
        if is_last and works_somewhere(user.id):
            raise SecondFactorRequired
        factor.delete()
        if is_last:
            Authenticator.objects.filter(user=user).delete()
        record(actor, "identity.second_factor.removed", object_kind=factor.type, object_id=str(factor_id))


def works_somewhere(person_id: UUID) -> bool:
    """Return whether the person belongs to any practice: then a second factor is required."""
    return Membership.objects.filter(user_id=person_id, ended_at=None).exists()


def enroll_totp(person_id: UUID) -> str:
    """Set an authenticator app up for a person as they would themselves, and return its secret (base 32)."""
    secret, now = generate_totp_secret(), datetime.now(UTC)
    actor = Actor(person_id, None)
    add_authenticator_app(actor, secret=secret, code=current_code(secret, now=now), now=now)
    return secret


def _end_sessions_before_first(actor: Actor, user: User, keep: str | None) -> None:
    """End what a password alone opened: from now on that is not enough, and nobody asks a session twice."""
    if Authenticator.objects.filter(user=user, type__in=FACTORS).exists():
        return
    if end_sessions(user.id, but=keep):
        record(actor, "identity.session.others_ended", object_kind="person", object_id=user.id)


def _locked(actor: Actor) -> User:
    """Two changes to one person's factors wait for each other."""
    assert actor.person_id is not None
    return User.objects.select_for_update(no_key=True).get(pk=actor.person_id)
