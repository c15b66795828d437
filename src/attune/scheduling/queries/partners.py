"""Partners who were asked to a couple's session: as the partner, as who booked, and as messages see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.identity.queries.people import named_person
from attune.kernel.money import Money
from attune.scheduling.booking_errors import NoSuchInvitation
from attune.scheduling.booking_permissions import BOOK_SEAT, SEE_OWN_SEATS
from attune.scheduling.models import PartnerInvitation, Seat
from attune.scheduling.queries.appointments import SeatFacts, seat_facts
from attune.scheduling.rules.couples import COUPLE, FIRST, SEATS
from attune.scheduling.telling_permissions import TELL_HOLDERS


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """Where the question to a partner stands. ``state`` is the model's."""

    invitation_id: UUID
    state: str
    answer_by: datetime
    email: str


@dataclass(frozen=True, slots=True)
class Invited:
    """What somebody is asked to: a session, by whom, for which price; ``seat_id`` is theirs once they said yes."""

    invitation_id: UUID
    first: SeatFacts
    asked_by: str
    price: Money
    answer_by: datetime
    is_open: bool
    is_declined: bool
    seat_id: UUID | None


def invited(actor: Actor, invitation_id: UUID) -> Invited:
    """Return what the actor was asked to at their own address; the read goes on record.

    Raises NotPermitted or NoSuchInvitation, also for what went to another address.
    """
    authorize(actor, BOOK_SEAT)
    row = PartnerInvitation.objects.select_related("appointment").filter(id=invitation_id).first()
    if row is None or actor.person_id is None or row.email.reveal() != named_person(actor.person_id).email.lower():
        raise NoSuchInvitation(invitation_id)
    seats = Seat.objects.select_related("appointment__offering", "appointment__provider", "appointment__room").filter(
        appointment_id=row.appointment_id, booked_at__isnull=False
    )
    first = seats.filter(number=FIRST).order_by("booked_at").last()
    if first is None:
        raise NoSuchInvitation(invitation_id)
    own = seats.filter(number=SEATS, person_id=actor.person_id).order_by("booked_at").last()
    record(actor, "scheduling.partner.seen", object_kind="partner_invitation", object_id=row.id)
    facts = seat_facts(first)
    is_coming = row.appointment.state == "confirmed" and row.answer_by > now()
    return Invited(
        invitation_id=row.id,
        first=facts,
        asked_by=named_person(first.person_id).name,
        price=facts.price,
        answer_by=row.answer_by,
        is_open=row.state == PartnerInvitation.State.ASKED and is_coming,
        is_declined=row.state == PartnerInvitation.State.DECLINED,
        seat_id=own.id if own else None,
    )


def partner_of_own(actor: Actor, seat: SeatFacts) -> PartnerFacts | None:
    """Return where the question to a partner stands, for who asked it; None for everything else.

    Raises NotPermitted.
    """
    authorize(actor, SEE_OWN_SEATS)
    if not seat.is_couple or seat.number != FIRST or seat.person_id != actor.person_id:
        return None
    return _partner(seat.appointment_id)


def partner_to_ask(actor: Actor, seat_id: UUID) -> PartnerFacts | None:
    """Return whom the first of a couple, by their seat, comes with; None for every other seat.

    For the system. Raises NotPermitted.
    """
    authorize(actor, TELL_HOLDERS)
    firsts = Seat.objects.filter(id=seat_id, number=FIRST, appointment__format=COUPLE)
    appointment_id = firsts.values_list("appointment_id", flat=True).first()
    return None if appointment_id is None else _partner(appointment_id)


def _partner(appointment_id: UUID) -> PartnerFacts | None:
    row = PartnerInvitation.objects.filter(appointment_id=appointment_id).first()
    return PartnerFacts(row.id, row.state, row.answer_by, row.email.reveal()) if row else None
