"""Naming the partner who is asked to a couple's session."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.background import later
from attune.foundation.clock import now
from attune.identity.queries.people import named_person
from attune.scheduling.actions.reach import seat_to_book
from attune.scheduling.booking_errors import PartnerAddressWrong, PartnerNotNamed, SeatIsNot
from attune.scheduling.booking_permissions import BOOK_SEAT
from attune.scheduling.models import Appointment, PartnerInvitation, Seat
from attune.scheduling.rules.couples import COUPLE, answer_by


@transaction.atomic
def name_partner(actor: Actor, *, hold_id: UUID, email: str) -> UUID:
    """Keep whom to ask to come too, and return the invitation's id; they are asked once the first seat is booked.

    While the seat is held, another address takes the place of the first. Raises NotPermitted, NoSuchSeat, SeatIsNot
    (also for a session that is no couple's) or PartnerAddressWrong.
    """
    authorize(actor, BOOK_SEAT)
    seat = seat_to_book(actor, hold_id)
    if seat.state != Seat.State.HELD or seat.appointment.format != COUPLE:
        raise SeatIsNot(seat.state)
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise PartnerAddressWrong from None
    if address == named_person(seat.person_id).email.lower():
        raise PartnerAddressWrong(is_own=True)
    until = answer_by(now=now(), starts_at=seat.appointment.starts_at)
    kept, _ = PartnerInvitation.objects.update_or_create(
        appointment_id=seat.appointment_id, defaults={"email": address, "answer_by": until}
    )
    record(actor, "scheduling.partner.named", object_kind="partner_invitation", object_id=kept.id)
    return kept.id


def require_partner(appointment: Appointment) -> None:
    """Refuse a couple's session of which nobody was asked. Raises PartnerNotNamed."""
    if appointment.format == COUPLE and not PartnerInvitation.objects.filter(appointment=appointment).exists():
        raise PartnerNotNamed


def ask_partner(appointment: Appointment) -> None:
    """Let the partner who has not answered answer until shortly before the session, when it ends by itself."""
    if appointment.format != COUPLE:
        return
    asked = PartnerInvitation.objects.filter(appointment=appointment, state=PartnerInvitation.State.ASKED).first()
    if asked is None:
        return
    moment = now()
    asked.answer_by = answer_by(now=moment, starts_at=appointment.starts_at)
    asked.save(update_fields=["answer_by"])
    later("scheduling.end_unanswered", asked.id, delay=asked.answer_by - moment)
