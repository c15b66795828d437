"""Giving a session to another provider of the practice, at its own time: when who would have given it is gone."""

from uuid import UUID

from attune.audit.actions.record import record
from attune.credentialing.queries.decisions import service_decided_on
from attune.credentialing.rules.decision_record import Question
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.database.contention import retried
from attune.foundation.facts import record_fact
from attune.scheduling.actions.clearing import require_cleared
from attune.scheduling.actions.expire_holds import end_expired
from attune.scheduling.actions.occupying import free, guarded, lift, lock_times, put_down
from attune.scheduling.actions.reach import appointment_to_change
from attune.scheduling.actions.tell import tell_pages
from attune.scheduling.appointment_facts import APPOINTMENT_REASSIGNED, TIMES_CHANGED
from attune.scheduling.booking_errors import ChangedMeanwhile, OfferingClosed, SeatIsNot, SlotTaken, TooLate
from attune.scheduling.booking_permissions import REASSIGN
from attune.scheduling.models import Appointment, Offering, Seat
from attune.scheduling.queries.taken import taken


@retried
def reassign_appointment(
    actor: Actor, *, appointment_id: UUID, offering_id: UUID, expected_sequence: int | None = None
) -> None:
    """Give a session that has not begun to who offers ``offering_id``; time, price and room stay as they are.

    The offering is of the same format and length, and takes place the same way. May be outside of the new provider's
    hours, and never beside something else of theirs. Each participant's clearance is decided anew, and
    until it starts they may cancel for nothing: they did not choose who gives it now. Raises NotPermitted,
    NoSuchAppointment, SeatIsNot, TooLate, ChangedMeanwhile, OfferingClosed, SlotTaken or NotCleared.
    """
    authorize(actor, REASSIGN)
    found = appointment_to_change(actor, appointment_id)
    offering = _fitting(found, offering_id)
    heir = offering.provider.person_id
    lock_times(found.provider.person_id, heir)
    appointment = appointment_to_change(actor, appointment_id)
    if expected_sequence is not None and appointment.sequence != expected_sequence:
        raise ChangedMeanwhile(appointment_id)
    if appointment.state != Appointment.State.CONFIRMED:
        raise SeatIsNot(appointment.state)
    if now() >= appointment.starts_at:
        raise TooLate(appointment.starts_at)
    before = appointment.provider_id
    end_expired(actor, offering.provider_id)
    lifted = lift(appointment)
    free([appointment.id])
    appointment.provider, appointment.offering = offering.provider, offering
    appointment.zone = offering.provider.zone
    if taken(offering.provider_id, guarded(appointment)):
        raise SlotTaken
    put_down(appointment, lifted, person_id=heir)
    appointment.sequence += 1
    appointment.save(update_fields=["provider", "offering", "zone", "sequence"])
    seats = list(Seat.objects.filter(appointment=appointment, state__in=[Seat.State.HELD, Seat.State.BOOKED]))
    for seat in seats:
        asked = Question(seat.patient_state, appointment.starts_at, service_decided_on(seat.clearance_id))
        decision = require_cleared(actor, provider_id=appointment.provider_id, asked=asked)
        Seat.objects.filter(id=seat.id).update(clearance_id=decision.id, free_until_hours=0)
    record(actor, "scheduling.appointment.reassigned", object_kind="appointment", object_id=appointment.id)
    record_fact(APPOINTMENT_REASSIGNED, actor, appointment.id)
    for provider_id in (before, appointment.provider_id):
        record_fact(TIMES_CHANGED, actor, provider_id)
    tell_pages(seats)


def _fitting(appointment: Appointment, offering_id: UUID) -> Offering:
    """Return another provider's offering that a session can become one of. Raises OfferingClosed."""
    found = Offering.objects.select_related("provider").filter(id=offering_id, is_active=True).first()
    length = (appointment.ends_at - appointment.starts_at).total_seconds() / 60
    fits = (
        found is not None
        and found.provider_id != appointment.provider_id
        and found.format == appointment.format
        and found.minutes == length
        and appointment.place in found.places
    )
    if found is None or not fits:
        raise OfferingClosed(offering_id)
    return found
