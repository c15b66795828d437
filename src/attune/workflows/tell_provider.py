"""Telling who gives a session that somebody else canceled or moved it: a mail that says when, and never who."""

from uuid import UUID

from django.utils.translation import gettext as _

from attune.foundation.addresses import address_of
from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.messages import MessageKind
from attune.foundation.tenancy import current_scope
from attune.identity.queries.people import named_people
from attune.notifications.actions.notify import notify
from attune.notifications.rules.recipient import Recipient
from attune.practices.queries.registry import registered
from attune.scheduling.message_kinds import SESSION_CANCELED, SESSION_GIVEN, SESSION_MOVED
from attune.scheduling.queries.seats_to_tell import SessionToTell, seat_to_tell, session_to_tell

CALENDAR = "provider_calendar"


def tell_provider_of_cancellation(actor: Actor, seat_id: UUID) -> None:
    """Tell who gives a session that somebody who would have come canceled, once. Follows scheduling.seat.canceled."""
    seat = seat_to_tell(_system(actor), seat_id)
    if seat.canceled_by != "patient":
        return
    what = _("One participant will not come; the others will.")
    if seat.appointment_state == "canceled" or not seat.is_group:
        what = _("It was canceled by the patient.")
    session = session_to_tell(_system(actor), seat.appointment_id)
    _tell(actor, session, SESSION_CANCELED, what, key=f"canceled-by-patient:{seat_id}")


def tell_provider_of_canceled_session(actor: Actor, appointment_id: UUID) -> None:
    """Tell who gives a session that a colleague canceled it, once. Follows scheduling.appointment.canceled."""
    if Role.PATIENT not in actor.roles:
        session = session_to_tell(_system(actor), appointment_id)
        _tell(
            actor, session, SESSION_CANCELED, _("The practice canceled it."), key=f"canceled-session:{appointment_id}"
        )


def tell_provider_of_move(actor: Actor, appointment_id: UUID) -> None:
    """Tell who gives a session that somebody else moved it, once a time. Follows scheduling.appointment.moved."""
    session = session_to_tell(_system(actor), appointment_id)
    what = _("The patient moved it.") if Role.PATIENT in actor.roles else _("The practice moved it.")
    _tell(actor, session, SESSION_MOVED, what, key=f"moved-session:{appointment_id}:{session.sequence}")


def tell_new_provider(actor: Actor, appointment_id: UUID) -> None:
    """Tell who gives a session from now on. Follows scheduling.appointment.reassigned."""
    session = session_to_tell(_system(actor), appointment_id)
    what = _("A colleague cannot give it, and the practice gave it to you.")
    _tell(actor, session, SESSION_GIVEN, what, key=f"given-session:{appointment_id}:{session.sequence}")


def _tell(actor: Actor, session: SessionToTell, kind: MessageKind, what: str, *, key: str) -> None:
    """Queue the mail, in the practice's scope; what providers do themselves they know."""
    if actor.person_id == session.provider_person_id:
        return
    reader, practice_id = (
        named_people([session.provider_person_id]).get(session.provider_person_id),
        current_scope("A message").practice_id,
    )
    assert practice_id is not None, "appointments are a practice's"
    if reader is None:
        return
    notify(
        kind,
        recipient=Recipient(reader.email, person_id=reader.person_id, zone=reader.zone),
        facts={"starts_at": session.starts_at, "what": what, "link": address_of(CALENDAR)},
        practice_name=registered(practice_id).name,
        once_key=key,
        run_soon=True,
    )


def _system(actor: Actor) -> Actor:
    return system_actor(current_scope("A message").practice_id, request_id=actor.request_id)
