"""Accepting a code of somebody's authenticator app, once."""

from datetime import UTC, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from attune.identity.rules.one_time_codes import step_of_code
from attune.identity.sealed_secrets import opened


@transaction.atomic
def accept_one_time_code(person_id: UUID, code: str, *, now: datetime | None = None) -> Authenticator | None:
    """Return the authenticator whose code this is, and never accept the code again; None if it is wrong.

    One-time codes use real time, never the moved clock. The row is locked, so that of two
    requests with the same code one is refused.
    """
    app: Authenticator | None = (
        Authenticator.objects.select_for_update().filter(user_id=person_id, type=Authenticator.Type.TOTP).first()
    )
    if app is None:
        return None
    moment = now or datetime.now(UTC)
    step = step_of_code(opened(app.data["secret"]), code, now=moment, later_than=app.data.get("last_step"))
    if step is None:
        return None
    app.data["last_step"] = step
    app.last_used_at = moment
    app.save(update_fields=["data", "last_used_at"])
    return app
