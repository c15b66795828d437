"""A partner's answer: a seat of their own beside the first, or the end of a session that would not be a couple's."""

from uuid import UUID

from django.db.models import QuerySet

from attune.audit.actions.record import record
from attune.credentialing.rules.clearance import THERAPY, Service
from attune.credentialing.rules.decision_record import Question
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.database.contention import retried
from attune.foundation.facts import record_fact
from attune.identity.queries.people import named_person
from attune.kernel.money import Money
from attune.patients.errors import NoSuchChart
from attune.patients.queries.charts import chart_holder
from attune.scheduling.actions.book_seat import Booked
from attune.scheduling.actions.cancel_seat import end_seat
from attune.scheduling.actions.clearing import require_cleared
from attune.scheduling.actions.expire_holds import release_empty
from attune.scheduling.actions.occupying import lock_times, take_patient
from attune.scheduling.actions.tell import tell_pages
from attune.scheduling.appointment_facts import APPOINTMENT_CANCELED, SEAT_BOOKED, TIMES_CHANGED
from attune.scheduling.booking_errors import InvitationOver, MinorInCouple, NoSuchInvitation
from attune.scheduling.booking_permissions import BOOK_SEAT, END_UNANSWERED
from attune.scheduling.models import Appointment, PartnerInvitation, Seat
from attune.scheduling.rules.couples import FIRST, SEATS


@retried
def take_partner_seat(
    actor: Actor, *, invitation_id: UUID, chart_id: UUID, patient_state: str, service: Service = THERAPY
) -> Booked:
    """Give a partner the second seat of the session they were asked to, once however often it is asked.

    Whether the provider may see them, where they will be, is decided for them alone. The price is the first seat's;
    terms are those of its booking. Raises NotPermitted, NoSuchInvitation, NoSuchChart, InvitationOver, MinorInCouple,
    PatientBusy or NotCleared.
    """
    authorize(actor, BOOK_SEAT)
    asked = _own(actor, invitation_id)
    if chart_holder(actor, chart_id) != actor.person_id:
        raise NoSuchChart(chart_id)
    assert actor.person_id is not None, "whose chart it is has signed in"
    lock_times(asked.appointment.provider.person_id, actor.person_id)
    asked = _own(actor, invitation_id)
    known = Seat.objects.filter(appointment=asked.appointment, number=SEATS, state=Seat.State.BOOKED).first()
    if known is not None and known.chart_id == chart_id:
        return _booked(known, asked.appointment, is_repeated=True)
    _require_open(asked)
    if service.is_for_minor:
        raise MinorInCouple
    appointment = asked.appointment
    question = Question(patient_state, appointment.starts_at, service)
    decision = require_cleared(actor, provider_id=appointment.provider_id, asked=question)
    first = Seat.objects.get(appointment=appointment, number=FIRST, state=Seat.State.BOOKED)
    seat = Seat.objects.create(
        appointment=appointment,
        person_id=actor.person_id,
        chart_id=chart_id,
        number=SEATS,
        seats_max=appointment.seats_max,
        state=Seat.State.BOOKED,
        booked_at=now(),
        patient_state=patient_state,
        clearance_id=decision.id,
        price_minor=0,
        currency=first.currency,
        free_until_hours=first.free_until_hours,
        late_fee_bps=first.late_fee_bps,
        missed_fee_bps=first.missed_fee_bps,
    )
    take_patient(appointment, seat)
    _answered(actor, asked, PartnerInvitation.State.ACCEPTED)
    record(actor, "scheduling.seat.booked", object_kind="seat", object_id=seat.id, patient_id=chart_id)
    record_fact(SEAT_BOOKED, actor, seat.id)
    tell_pages([first, seat])
    return _booked(seat, appointment)


@retried
def decline_partner_seat(actor: Actor, *, invitation_id: UUID) -> None:
    """Say no to an invitation: the session is canceled, and nobody owes anything for it.

    Raises NotPermitted, NoSuchInvitation or InvitationOver.
    """
    authorize(actor, BOOK_SEAT)
    lock_times(_own(actor, invitation_id).appointment.provider.person_id)
    asked = _own(actor, invitation_id)
    if asked.state == PartnerInvitation.State.DECLINED:
        return
    _require_open(asked)
    _answered(actor, asked, PartnerInvitation.State.DECLINED)
    _end_session(actor, asked.appointment)


@retried
def end_unanswered(actor: Actor, *, invitation_id: UUID) -> bool:
    """Cancel a couple's session whose partner has not answered in time, for nothing; return whether it was ended.

    For jobs; what was answered, moved or canceled meanwhile is left alone. Raises NotPermitted.
    """
    authorize(actor, END_UNANSWERED)
    found = _rows().filter(id=invitation_id).first()
    if found is None:
        return False
    lock_times(found.appointment.provider.person_id)
    asked = _rows().get(id=invitation_id)
    is_over = asked.state == PartnerInvitation.State.ASKED and asked.answer_by <= now()
    if not is_over or asked.appointment.state != Appointment.State.CONFIRMED:
        return False
    _answered(actor, asked, PartnerInvitation.State.LAPSED)
    _end_session(actor, asked.appointment)
    return True


def _own(actor: Actor, invitation_id: UUID) -> PartnerInvitation:
    """Return an invitation to the actor's own address. Raises NoSuchInvitation."""
    found = _rows().filter(id=invitation_id).first()
    if found is None or actor.person_id is None:
        raise NoSuchInvitation(invitation_id)
    if found.email.reveal() != named_person(actor.person_id).email.lower():
        raise NoSuchInvitation(invitation_id)
    return found


def _rows() -> QuerySet[PartnerInvitation]:
    return PartnerInvitation.objects.select_related("appointment__provider", "appointment__offering")


def _require_open(asked: PartnerInvitation) -> None:
    is_asked = asked.state == PartnerInvitation.State.ASKED
    if not is_asked or asked.appointment.state != Appointment.State.CONFIRMED or asked.answer_by <= now():
        raise InvitationOver(asked.answer_by)


def _answered(actor: Actor, asked: PartnerInvitation, state: PartnerInvitation.State) -> None:
    asked.state, asked.answered_at, asked.person_id = state, now(), actor.person_id
    asked.save(update_fields=["state", "answered_at", "person_id"])
    record(actor, f"scheduling.partner.{state}", object_kind="partner_invitation", object_id=asked.id)


def _end_session(actor: Actor, appointment: Appointment) -> None:
    """Cancel what was booked for two and is not: on nobody's side, so that no fee is due."""
    seats = list(Seat.objects.filter(appointment=appointment, state=Seat.State.BOOKED))
    for seat in seats:
        end_seat(actor, seat, side=None, fee=Money(0, seat.currency), reason="")
    release_empty([appointment.id])
    Appointment.objects.filter(id=appointment.id).update(sequence=appointment.sequence + 1)
    record_fact(APPOINTMENT_CANCELED, actor, appointment.id)
    record_fact(TIMES_CHANGED, actor, appointment.provider_id)
    tell_pages(seats)


def _booked(seat: Seat, appointment: Appointment, *, is_repeated: bool = False) -> Booked:
    return Booked(appointment.id, seat.id, appointment.starts_at, appointment.ends_at, is_repeated)
