"""Telling whoever holds a seat what became of it: a mail with a calendar file, and their open pages."""

from email.utils import parseaddr
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attune.foundation.addresses import address_of
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.clock import now
from attune.foundation.live import announce, free_times_of
from attune.foundation.messages import MessageKind
from attune.foundation.tenancy import current_scope
from attune.identity.queries.people import NamedPerson, named_people
from attune.kernel.interval import Interval
from attune.notifications.actions.notify import notify
from attune.notifications.actions.withdraw import withdraw
from attune.notifications.facts import Fact
from attune.notifications.rules.attachment import Attachment
from attune.notifications.rules.recipient import Recipient
from attune.practices.queries.registry import registered
from attune.scheduling.message_kinds import (
    APPOINTMENT_CANCELED,
    APPOINTMENT_CONFIRMED,
    APPOINTMENT_MOVED,
    APPOINTMENT_REASSIGNED,
)
from attune.scheduling.queries.appointments import SeatFacts
from attune.scheduling.queries.seats_to_tell import seat_to_tell, seats_to_tell
from attune.scheduling.rules.calendar_file import CalendarEntry, Correspondents, Method, calendar_file
from attune.scheduling.rules.reminders import reminder_prefix

FILE_NAME = "appointment.ics"
PAGE = "patient_sessions"


def tell_of_booking(actor: Actor, seat_id: UUID) -> None:
    """Confirm a seat to who booked it, once. Follows scheduling.seat.booked."""
    seat = seat_to_tell(_system(actor), seat_id)
    _tell(seat, APPOINTMENT_CONFIRMED, key=f"booked:{seat_id}", more=("place", "policy"))


def tell_of_move(actor: Actor, appointment_id: UUID) -> None:
    """Tell everybody who holds a seat of a session its new time, once. Follows scheduling.appointment.moved."""
    for seat in seats_to_tell(_system(actor), appointment_id):
        if seat.state == "booked":
            withdraw(reminder_prefix(seat.seat_id))
            _tell(seat, APPOINTMENT_MOVED, key=moved_key(seat), more=("place",))


def tell_of_reassignment(actor: Actor, appointment_id: UUID) -> None:
    """Tell everybody who holds a seat of a session who gives it now. Follows scheduling.appointment.reassigned."""
    for seat in seats_to_tell(_system(actor), appointment_id):
        if seat.state == "booked":
            withdraw(reminder_prefix(seat.seat_id))
            _tell(seat, APPOINTMENT_REASSIGNED, key=f"reassigned:{seat.seat_id}:{seat.sequence}", more=("place",))


def tell_of_cancellation(actor: Actor, seat_id: UUID) -> None:
    """Tell who held a seat that it is canceled, once. Follows scheduling.seat.canceled."""
    _tell_canceled(seat_to_tell(_system(actor), seat_id))


def tell_of_canceled_session(actor: Actor, appointment_id: UUID) -> None:
    """Tell everybody who held a seat of a session that it is canceled. Follows scheduling.appointment.canceled."""
    for seat in seats_to_tell(_system(actor), appointment_id):
        _tell_canceled(seat)


def refresh_free_times(_actor: Actor, provider_id: UUID) -> None:
    """Tell open pages of a provider's free times that they are out of date. Follows whatever changes them."""
    announce(free_times_of(provider_id), holder_id=current_scope("Free times").holder_id)


def moved_key(seat: SeatFacts) -> str:
    """Return what makes the message of one move the same one."""
    return f"moved:{seat.seat_id}:{seat.sequence}"


def facts_of(seat: SeatFacts, reader: NamedPerson) -> dict[str, Fact]:
    """Return what messages about a seat may tell; each takes what its kind names."""
    return {
        "starts_at": seat.starts_at,
        "provider": seat.provider_name,
        "place": _place_told(seat),
        "policy": _policy_told(seat, zone=ZoneInfo(reader.zone)),
        "link": address_of(PAGE),
    }


def calendar_entry(seat: SeatFacts, *, zone: str) -> CalendarEntry:
    """Return a seat as it goes into its holder's calendar: of one name as long as it is there.

    Its number counts the session's changes of time, and one more for its own cancellation.
    """
    is_canceled = seat.state == "canceled"
    return CalendarEntry(
        uid=seat.seat_id,
        sequence=seat.sequence + is_canceled,
        during=Interval(seat.starts_at, seat.ends_at),
        zone=zone,
        written_at=now(),
        domain=settings.MAIL_DOMAIN,
        link=address_of(PAGE),
        is_canceled=is_canceled,
    )


def _tell_canceled(seat: SeatFacts) -> None:
    if seat.state == "canceled":
        withdraw(reminder_prefix(seat.seat_id))
        _tell(seat, APPOINTMENT_CANCELED, key=f"canceled:{seat.seat_id}", more=("cost",))


def _tell(seat: SeatFacts, kind: MessageKind, *, key: str, more: tuple[str, ...] = ()) -> None:
    """Queue one mail with its calendar file, in the practice's scope; who has no account is told by the practice."""
    reader, practice_id = named_people([seat.person_id]).get(seat.person_id), current_scope("A message").practice_id
    assert practice_id is not None, "appointments are a practice's"
    if reader is None:
        return
    told = facts_of(seat, reader) | {"cost": _cost_told(seat)}
    notify(
        kind,
        recipient=Recipient(reader.email, person_id=reader.person_id, zone=reader.zone),
        facts={field: told[field] for field in ("starts_at", "provider", *more, "link")},
        practice_name=registered(practice_id).name,
        once_key=key,
        run_soon=True,
        attachment=_file(seat, reader),
    )


def _file(seat: SeatFacts, reader: NamedPerson) -> Attachment:
    entry = calendar_entry(seat, zone=reader.zone)
    text = calendar_file(entry, between=Correspondents(parseaddr(settings.MAIL_FROM)[1], reader.email))
    method = Method.CANCEL if entry.is_canceled else Method.REQUEST
    return Attachment(FILE_NAME, "text/calendar", text, method=method.value)


def _place_told(seat: SeatFacts) -> str:
    if seat.room_name:
        return _("In person: %(room)s, %(address)s.") % {"room": seat.room_name, "address": seat.room_address}
    return {"video": _("By video."), "phone": _("By phone."), "in_person": _("In person.")}[seat.place]


def _cost_told(seat: SeatFacts) -> str:
    if seat.fee.minor:
        return _("A fee is due, as you saw before you canceled. Its amount stands with the session.")
    if not seat.canceled_by:
        return _("Your partner did not confirm that they come. You owe nothing for it.")
    return _("You owe nothing for canceling.") if seat.canceled_by == "patient" else _("You owe nothing for it.")


def _policy_told(seat: SeatFacts, *, zone: ZoneInfo) -> str:
    if seat.policy.late_fee_bps == 0 or seat.price.minor == 0:
        return _("You can move or cancel for free until it starts.")
    until = dateformat.format(seat.free_until.astimezone(zone), pgettext("date format", "l, F j, g:i A T"))
    if not seat.policy.is_free(starts_at=seat.starts_at, now=now()):
        return _("Canceling was free until %(until)s. Now it costs the fee you saw when you booked.") % {"until": until}
    return _("You can move or cancel for free until %(until)s.") % {"until": until}


def _system(actor: Actor) -> Actor:
    return system_actor(current_scope("A message").practice_id, request_id=actor.request_id)
