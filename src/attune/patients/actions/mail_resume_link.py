"""Mailing the way back to one's answers to an address one typed."""

from datetime import datetime

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.notifications.actions.notify import notify
from attune.notifications.rules.recipient import Recipient
from attune.patients.message_kinds import RESUME_LINK
from attune.patients.permissions import ANSWER


@transaction.atomic
def mail_resume_link(actor: Actor, *, address: str, link: str, expires_at: datetime) -> None:
    """Send the link to the address, whoever reads it; in the person's own scope.

    Whether the address has an account is neither asked nor told. Raises NotPermitted.
    """
    authorize(actor, ANSWER)
    assert actor.person_id is not None
    notify(RESUME_LINK, recipient=Recipient(address), facts={"link": link, "expires_at": expires_at}, run_soon=True)
    record(actor, "patients.answers.link_sent", object_kind="answers", object_id=actor.person_id)
