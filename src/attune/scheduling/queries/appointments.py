"""Appointments and seats, as patients, calendars and other contexts see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from attune.audit.actions.record import record, record_many
from attune.foundation.authorization import Actor, NotPermitted, may
from attune.foundation.clock import now
from attune.kernel.interval import Interval
from attune.kernel.money import Money
from attune.scheduling.booking_errors import NoSuchAppointment, NoSuchSeat
from attune.scheduling.booking_permissions import SEE_CALENDARS, SEE_OWN_CALENDAR, SEE_OWN_SEATS
from attune.scheduling.models import TAKEN_SEATS, Appointment, Seat
from attune.scheduling.queries.policies import policy_of, price_of
from attune.scheduling.queries.taken import joinable, taken
from attune.scheduling.rules.couples import COUPLE, FIRST
from attune.scheduling.rules.policy import CancellationPolicy

__all__ = [
    "AppointmentFacts",
    "SeatFacts",
    "appointment",
    "joinable",
    "seat",
    "seats_of",
    "taken",
    "week_of",
]

SEAT_IN_FULL = ("appointment__offering", "appointment__provider", "appointment__room")


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """One participant's seat with the session it is in. ``zone`` is the provider's, by its IANA name.

    ``state`` and ``appointment_state`` are those of the models; ``sequence`` counts the session's changes of time.
    """

    seat_id: UUID
    appointment_id: UUID
    provider_id: UUID
    provider_name: str
    offering_id: UUID
    offering_name: str
    format: str
    place: str
    room_name: str
    room_address: str
    room_directions: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    appointment_state: str
    sequence: int
    state: str
    person_id: UUID
    chart_id: UUID | None
    patient_state: str
    price: Money
    policy: CancellationPolicy
    fee: Money
    hold_expires_at: datetime | None
    booked_at: datetime | None
    canceled_at: datetime | None
    canceled_by: str
    is_group: bool
    number: int = FIRST
    """Which of the session's seats, from 1; a couple's first carries the price."""

    @property
    def is_couple(self) -> bool:
        """Whether it is one of the two seats of a couple, whose session is changed as a whole."""
        return self.format == COUPLE

    @property
    def free_until(self) -> datetime:
        """Until when, not inclusive, canceling and moving cost nothing."""
        return self.policy.free_until(self.starts_at)


@dataclass(frozen=True, slots=True)
class AppointmentFacts:
    """A session in a calendar. ``seats`` are those that are held, booked, attended or missed."""

    appointment_id: UUID
    provider_id: UUID
    provider_person_id: UUID
    provider_name: str
    offering_id: UUID
    offering_name: str
    format: str
    place: str
    room_name: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    state: str
    seats_max: int
    sequence: int
    seats: tuple[SeatFacts, ...]

    @property
    def is_group(self) -> bool:
        """Whether several people take part who booked by themselves."""
        return self.seats_max > 1 and not self.is_couple

    @property
    def is_couple(self) -> bool:
        """Whether two come together."""
        return self.format == COUPLE

    @property
    def lacks_partner(self) -> bool:
        """Whether one of a couple has booked, and the other has not answered yet."""
        return self.is_couple and self.state == "confirmed" and len(self.seats) < self.seats_max

    @property
    def chart_ids(self) -> tuple[UUID, ...]:
        """Whose session it is."""
        return tuple(one.chart_id for one in self.seats if one.chart_id)


def seat(actor: Actor, seat_id: UUID) -> SeatFacts:
    """Return one seat: the actor's own, or of a calendar they may see; the read goes on record.

    Raises NotPermitted or NoSuchSeat.
    """
    may_see_own = may(actor, SEE_OWN_SEATS)
    if not (may_see_own or _may_see_some(actor)):
        raise NotPermitted(SEE_OWN_SEATS.name)
    found = Seat.objects.select_related(*SEAT_IN_FULL).filter(id=seat_id).first()
    if found is None:
        raise NoSuchSeat(seat_id)
    is_own = may_see_own and found.person_id == actor.person_id
    if not (is_own or _may_see(actor, found.appointment.provider.person_id)):
        raise NoSuchSeat(seat_id)
    record(actor, "scheduling.seat.seen", object_kind="seat", object_id=found.id, patient_id=found.chart_id)
    return seat_facts(found)


def seats_of(actor: Actor, appointment_id: UUID) -> tuple[SeatFacts, ...]:
    """Return everybody's booked seats of an appointment, canceled ones too, by their number.

    For workflows that follow its facts. Raises NotPermitted.
    """
    if not (actor.is_system or _may_see_some(actor) or may(actor, SEE_OWN_SEATS)):
        raise NotPermitted(SEE_CALENDARS.name)
    rows = Seat.objects.select_related(*SEAT_IN_FULL).filter(appointment_id=appointment_id, booked_at__isnull=False)
    if not (actor.is_system or _may_see_some(actor)):
        rows = rows.filter(Q(person_id=actor.person_id))
    return tuple(seat_facts(row) for row in rows.order_by("number", "id"))


def week_of(
    actor: Actor, provider_id: UUID | None, between: Interval, *, rows_max: int | None = None
) -> tuple[AppointmentFacts, ...]:
    """Return the sessions of a provider, or of all, that touch the interval, earliest first, without canceled ones.

    A provider sees their own; the first ``rows_max`` of them, if that is named. Each participant's read goes on
    record. Raises NotPermitted.
    """
    rows = _in_reach(actor).exclude(state__in=[Appointment.State.CANCELED, Appointment.State.RELEASED])
    rows = rows.filter(ends_at__gt=between.start, starts_at__lt=between.end).order_by("starts_at", "id")
    if provider_id is not None:
        rows = rows.filter(provider_id=provider_id)
    held = Seat.objects.filter(appointment_id=OuterRef("id"), state__in=TAKEN_SEATS, hold_expires_at__gt=now())
    rows = rows.exclude(Q(state=Appointment.State.HELD) & ~Exists(held))
    found = _with_seats(rows if rows_max is None else rows[:rows_max])
    record_seats(actor, [one for row in found for one in row.seat_set.all() if one.chart_id])
    return tuple(_appointment_facts(row) for row in found)


def appointment(actor: Actor, appointment_id: UUID) -> AppointmentFacts:
    """Return one session of a calendar the actor may see; the read goes on record.

    Raises NotPermitted or NoSuchAppointment.
    """
    found = _with_seats(_in_reach(actor).filter(id=appointment_id))
    if not found:
        raise NoSuchAppointment(appointment_id)
    record_seats(actor, [one for one in found[0].seat_set.all() if one.chart_id])
    return _appointment_facts(found[0])


def _in_reach(actor: Actor) -> QuerySet[Appointment]:
    if not _may_see_some(actor):
        raise NotPermitted(SEE_CALENDARS.name)
    rows = Appointment.objects.select_related("offering", "provider", "room")
    return rows if may(actor, SEE_CALENDARS) else rows.filter(Q(provider__person_id=actor.person_id))


def _may_see_some(actor: Actor) -> bool:
    return may(actor, SEE_CALENDARS) or may(actor, SEE_OWN_CALENDAR)


def _may_see(actor: Actor, provider_person_id: UUID) -> bool:
    is_own = may(actor, SEE_OWN_CALENDAR) and provider_person_id == actor.person_id
    return is_own or may(actor, SEE_CALENDARS)


def _with_seats(rows: QuerySet[Appointment]) -> list[Appointment]:
    seats = Seat.objects.filter(state__in=TAKEN_SEATS).order_by("number")
    return list(rows.prefetch_related(Prefetch("seat_set", queryset=seats)))


def record_seats(actor: Actor, rows: Iterable[Seat]) -> None:
    """Record that seats were seen, for the queries that read them."""
    told = [(row.id, row.chart_id) for row in rows]
    record_many(actor, "scheduling.seat.seen", object_kind="seat", objects=told)


def seat_facts(row: Seat, inside: Appointment | None = None) -> SeatFacts:
    """Return a seat's row as its facts; the appointment's rows are loaded with it, or given."""
    about = inside or row.appointment
    return SeatFacts(
        seat_id=row.id,
        appointment_id=about.id,
        provider_id=about.provider_id,
        provider_name=about.provider.name,
        offering_id=about.offering_id,
        offering_name=about.offering.name,
        format=about.format,
        place=about.place,
        room_name=about.room.name if about.room else "",
        room_address=about.room.address if about.room else "",
        room_directions=about.room.directions if about.room else "",
        starts_at=about.starts_at,
        ends_at=about.ends_at,
        zone=about.zone,
        appointment_state=about.state,
        sequence=about.sequence,
        state=row.state,
        person_id=row.person_id,
        chart_id=row.chart_id,
        patient_state=row.patient_state,
        price=price_of(row),
        policy=policy_of(row),
        fee=Money(row.fee_minor, row.currency),
        hold_expires_at=row.hold_expires_at,
        booked_at=row.booked_at,
        canceled_at=row.canceled_at,
        canceled_by=row.canceled_by,
        is_group=about.seats_max > 1 and about.format != COUPLE,
        number=row.number,
    )


def _appointment_facts(row: Appointment) -> AppointmentFacts:
    return AppointmentFacts(
        appointment_id=row.id,
        provider_id=row.provider_id,
        provider_person_id=row.provider.person_id,
        provider_name=row.provider.name,
        offering_id=row.offering_id,
        offering_name=row.offering.name,
        format=row.format,
        place=row.place,
        room_name=row.room.name if row.room else "",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        state=row.state,
        seats_max=row.seats_max,
        sequence=row.sequence,
        seats=tuple(seat_facts(one, row) for one in row.seat_set.all()),
    )
