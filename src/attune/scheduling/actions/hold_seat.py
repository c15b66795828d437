"""Holding a seat: a time is kept for somebody until they book it, give it up, or the hold expires."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from attune.audit.actions.record import record
from attune.credentialing.actions.decide_clearance import Decision
from attune.credentialing.rules.clearance import THERAPY, Service
from attune.credentialing.rules.decision_record import Question
from attune.foundation.authorization import Actor, NotPermitted, Role, authorize
from attune.foundation.background import later
from attune.foundation.clock import now
from attune.foundation.database.contention import retried
from attune.foundation.facts import record_fact
from attune.foundation.policies import policy
from attune.kernel.interval import Interval
from attune.scheduling.actions.clearing import require_cleared
from attune.scheduling.actions.expire_holds import end_expired
from attune.scheduling.actions.occupying import lock_times, prolong, take_provider, take_room
from attune.scheduling.actions.release_hold import release
from attune.scheduling.actions.tell import tell_pages
from attune.scheduling.appointment_facts import TIMES_CHANGED
from attune.scheduling.booking_errors import MinorInCouple, NotOffered, OfferingClosed, PlaceNotOffered, SlotTaken
from attune.scheduling.booking_permissions import BOOK_SEAT
from attune.scheduling.models import TAKEN_SEATS, Appointment, Offering, Seat
from attune.scheduling.queries.cancellation import cancellation_terms_of
from attune.scheduling.queries.open_slots import free_slots, open_slots, taken_around
from attune.scheduling.queries.taken import open_groups
from attune.scheduling.rules.couples import COUPLE, seats_of
from attune.scheduling.rules.policy import BookingPolicy

NEXT_FREE_MAX = 6
LOOK_AHEAD = timedelta(days=14)
IN_PERSON = "in_person"


@dataclass(frozen=True, slots=True)
class Held:
    """A seat that is kept. The hold is the seat: both ids are one. ``is_booked``: it was booked already.

    ``is_new``: it was made by this call, and its clearance decided.
    """

    hold_id: UUID
    appointment_id: UUID
    seat_id: UUID
    expires_at: datetime | None
    is_booked: bool = False
    is_new: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked for, with what was looked up about it."""

    offering: Offering
    provider_person_id: UUID
    during: Interval
    place: str
    person_id: UUID
    patient_state: str
    service: Service


def hold_seat(
    actor: Actor,
    *,
    offering_id: UUID,
    starts_at: datetime,
    place: str,
    person_id: UUID,
    patient_state: str,
    service: Service = THERAPY,
) -> Held:
    """Keep a time for a person, for as long as the edition's policy says by the database's clock.

    In the practice's scope. The same person asking for the same start again gets the same hold; their other holds at
    this practice end. The decision that the provider may see them there and then is kept. A group meets where the
    first of it chose. Raises NotPermitted, OfferingClosed, PlaceNotOffered, MinorInCouple, NotOffered, SlotTaken,
    NoRoomFree, or NotCleared.
    """
    authorize(actor, BOOK_SEAT)
    if actor.roles == {Role.PATIENT} and person_id != actor.person_id:
        raise NotPermitted(BOOK_SEAT.name)
    wanted = _wanted(offering_id, starts_at, place, person_id, patient_state, service)
    try:
        return _held(actor, wanted)
    except SlotTaken as error:
        raise SlotTaken(next_free(wanted.offering, after=starts_at)) from error


def next_free(offering: Offering, *, after: datetime) -> tuple[datetime, ...]:
    """Return the next starts of an offering after a time that nobody could have; none if it is not offered now."""
    if not offering.is_active:
        return ()
    since = max(after, now())
    slots = open_slots(offering.provider_id, offering.id, Interval(since, since + LOOK_AHEAD))
    return tuple(slot.start for slot in slots[:NEXT_FREE_MAX])


def _wanted(
    offering_id: UUID, starts_at: datetime, place: str, person_id: UUID, patient_state: str, service: Service
) -> Wanted:
    offering = Offering.objects.select_related("provider").filter(id=offering_id, is_active=True).first()
    if offering is None:
        raise OfferingClosed(offering_id)
    if place not in offering.places:
        raise PlaceNotOffered(place)
    if offering.format == COUPLE and service.is_for_minor:
        raise MinorInCouple
    provider = offering.provider
    if not (offering.takes_new_patients and provider.takes_new_patients) and not _has_been_here(person_id):
        raise OfferingClosed(offering_id)
    during = Interval(starts_at, starts_at + timedelta(minutes=offering.minutes))
    return Wanted(offering, provider.person_id, during, place, person_id, patient_state, service)


def _has_been_here(person_id: UUID) -> bool:
    return Seat.objects.filter(person_id=person_id, chart__isnull=False).exists()


@retried
def _held(actor: Actor, wanted: Wanted) -> Held:
    known = set(_other_holds(wanted).values_list("appointment__provider__person_id", flat=True))
    lock_times(wanted.provider_person_id, wanted.person_id, *known, with_rooms=wanted.place == IN_PERSON)
    # Another page of the same person may have held something until their line was reached.
    others = list(_other_holds(wanted).select_related("appointment__provider"))
    lock_times(*({seat.appointment.provider.person_id for seat in others} - known))
    end_expired(actor, wanted.offering.provider_id)
    before = _before(wanted)
    if before is not None:
        return before
    # Whoever lost is told at once: nothing else is asked before it is known that the time is free.
    appointment = _group(wanted)
    is_new = appointment is None
    if appointment is None:
        _require_free(wanted)
    for seat in Seat.objects.filter(id__in=[one.id for one in others], state=Seat.State.HELD):
        release(actor, seat, next(one.appointment for one in others if one.id == seat.id))
    decision = _cleared(actor, wanted)
    expires_at = now() + timedelta(minutes=policy(BookingPolicy).hold_minutes)
    if appointment is None:
        appointment = _planned(wanted, expires_at)
    elif appointment.state == Appointment.State.HELD:
        prolong(appointment, person_id=wanted.provider_person_id, expires_at=expires_at)
    number = 1 if is_new else _free_number(appointment)
    seat = _seat(wanted, appointment, decision, expires_at, number=number)
    record(actor, "scheduling.seat.held", object_kind="seat", object_id=seat.id)
    record_fact(TIMES_CHANGED, actor, appointment.provider_id)
    later("scheduling.expire_holds", seat.id, delay=expires_at - now())
    tell_pages([seat])
    return Held(seat.id, appointment.id, seat.id, expires_at, is_new=True)


def _group(wanted: Wanted) -> Appointment | None:
    """Return the session of a group that begins then and has a seat left. Raises PlaceNotOffered if it is elsewhere."""
    if wanted.offering.seats_max == 1:
        return None
    start = wanted.during.start
    found = open_groups(wanted.offering.id, starts=(start, start + timedelta(seconds=1))).first()
    if found is not None and found.place != wanted.place:
        raise PlaceNotOffered(wanted.place)
    return found


def _before(wanted: Wanted) -> Held | None:
    """Return what the person already has at this start: the same hold, or the seat it became."""
    seat = (
        Seat.objects.filter(
            person_id=wanted.person_id,
            state__in=[Seat.State.HELD, Seat.State.BOOKED],
            appointment__offering_id=wanted.offering.id,
            appointment__starts_at=wanted.during.start,
        )
        .order_by("created_at")
        .last()
    )
    if seat is None:
        return None
    return Held(seat.id, seat.appointment_id, seat.id, seat.hold_expires_at, seat.state == Seat.State.BOOKED)


def _require_free(wanted: Wanted) -> None:
    offering, during = wanted.offering, wanted.during
    with_buffers = during.padded(
        before=timedelta(minutes=offering.buffer_before_minutes), after=timedelta(minutes=offering.buffer_after_minutes)
    )
    busy = taken_around(offering.provider_id, during)
    if any(one.overlaps(with_buffers) for one in busy):
        raise SlotTaken
    if during not in free_slots(offering, during, taken=busy):
        raise NotOffered(during.start, next_free(offering, after=now()))


def _other_holds(wanted: Wanted) -> QuerySet[Seat]:
    """Return what else the person keeps open here: choosing another time gives the first one back."""
    held = Seat.objects.filter(person_id=wanted.person_id, state=Seat.State.HELD)
    return held.exclude(appointment__offering_id=wanted.offering.id, appointment__starts_at=wanted.during.start)


def _cleared(actor: Actor, wanted: Wanted) -> Decision:
    asked = Question(wanted.patient_state, wanted.during.start, wanted.service)
    return require_cleared(actor, provider_id=wanted.offering.provider_id, asked=asked)


def _planned(wanted: Wanted, expires_at: datetime) -> Appointment:
    offering = wanted.offering
    appointment = Appointment.objects.create(
        provider_id=offering.provider_id,
        offering_id=offering.id,
        format=offering.format,
        place=wanted.place,
        starts_at=wanted.during.start,
        ends_at=wanted.during.end,
        buffer_before_minutes=offering.buffer_before_minutes,
        buffer_after_minutes=offering.buffer_after_minutes,
        zone=offering.provider.zone,
        seats_max=seats_of(offering.format, seats_max=offering.seats_max),
    )
    take_provider(appointment, person_id=wanted.provider_person_id, expires_at=expires_at)
    if wanted.place == IN_PERSON:
        take_room(appointment, expires_at=expires_at)
    return appointment


def _free_number(group: Appointment) -> int:
    taken_seats = Seat.objects.filter(appointment_id=group.id, state__in=TAKEN_SEATS)
    used = set(taken_seats.values_list("number", flat=True))
    return next(one for one in range(1, len(used) + 2) if one not in used)


def _seat(wanted: Wanted, appointment: Appointment, decision: Decision, expires_at: datetime, *, number: int) -> Seat:
    terms = cancellation_terms_of(appointment.provider_id)
    return Seat.objects.create(
        appointment=appointment,
        person_id=wanted.person_id,
        number=number,
        seats_max=appointment.seats_max,
        hold_expires_at=expires_at,
        patient_state=wanted.patient_state,
        clearance_id=decision.id,
        price_minor=wanted.offering.price_minor,
        currency=wanted.offering.currency,
        free_until_hours=terms.free_until_hours,
        late_fee_bps=terms.late_fee_bps,
        missed_fee_bps=terms.missed_fee_bps,
    )
