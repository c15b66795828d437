"""Letting somebody in again who lost every second factor, and telling them so."""

from django.utils import timezone

from attune.foundation.authorization import system_actor
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.remove_all_second_factors import remove_all_second_factors
from attune.identity.errors import NoSuchPerson
from attune.identity.message_kinds import SIGN_IN_RECOVERED
from attune.identity.queries.people import reader_of
from attune.notifications.actions.notify import send_security_mail
from attune.notifications.rules.recipient import Recipient


def recover_sign_in(*, email: str, decided_by: str, reason: str) -> int:
    """Remove a person's second factors, sign them out, mail them, and return how many factors went.

    They sign in with their password and set up a new factor before any page of a practice.
    ``decided_by`` names who proved that the person is who they say. Raises NoSuchPerson.
    """
    reader = reader_of(email)
    if reader is None:
        raise NoSuchPerson(email)
    with scope(person_id=reader.person_id, plane=Plane.SELF):
        removed = remove_all_second_factors(
            system_actor(None, purpose="support"), reader.person_id, reason=f"{decided_by}: {reason}"
        )
        send_security_mail(
            SIGN_IN_RECOVERED,
            recipient=Recipient(email, person_id=reader.person_id, zone=reader.zone),
            facts={"recovered_at": timezone.now()},
        )
    return removed
