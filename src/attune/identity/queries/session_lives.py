"""How long sessions last here, as the settings say."""

from datetime import timedelta

from django.conf import settings

from attune.identity.rules.session_life import SessionLife


def session_life(*, is_staff: bool) -> SessionLife:
    """Return how long a session lasts: staff lock sooner than patients."""
    if is_staff:
        return SessionLife(
            timedelta(seconds=settings.IDLE_LOCK_SECONDS_STAFF),
            timedelta(seconds=settings.SESSION_SECONDS_STAFF),
        )
    return SessionLife(
        timedelta(seconds=settings.IDLE_LOCK_SECONDS_PATIENT),
        timedelta(seconds=settings.SESSION_SECONDS_PATIENT),
    )
