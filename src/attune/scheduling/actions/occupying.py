"""Taking and freeing the time of providers, rooms and patients. Whoever writes here holds the locks first."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection

from attune.foundation.database.contention import lock_in_order
from attune.foundation.database.violations import violates
from attune.kernel.interval import Interval
from attune.scheduling.booking_errors import BookingRefused, NoRoomFree, PatientBusy, SlotTaken
from attune.scheduling.models import NO_DOUBLE_BOOKING, Appointment, Occupancy, Room, Seat

IN_ONE_PLACE = "a_provider_is_in_one_place"

# The provider's time elsewhere is looked at only where their time here is still the appointment's.
_KEEP = """
WITH kept AS (
    UPDATE scheduling_occupancy SET expires_at = NULL
    WHERE practice_id = app.practice() AND appointment_id = %(appointment)s RETURNING kind
)
SELECT CASE WHEN 'provider' IN (SELECT kind FROM kept) THEN app.keep_provider_time(%(appointment)s) ELSE false END
"""
ROOMS_MAX = 50


def lock_times(*who: UUID, with_rooms: bool = False) -> None:
    """Stand in line for people's and, in person, the rooms' times: providers and patients by their person's id."""
    rooms = Room.objects.filter(is_active=True).values_list("id", flat=True)[:ROOMS_MAX] if with_rooms else ()
    lock_in_order("time", [*who, *rooms])


def guarded(appointment: Appointment) -> Interval:
    """Return the provider's time for an appointment: with its buffers."""
    return Interval(appointment.starts_at, appointment.ends_at).padded(
        before=timedelta(minutes=appointment.buffer_before_minutes),
        after=timedelta(minutes=appointment.buffer_after_minutes),
    )


def take_provider(appointment: Appointment, *, person_id: UUID, expires_at: datetime | None) -> None:
    """Take the provider's time, here and wherever else they work. Raises SlotTaken."""
    span = guarded(appointment)
    _take(Occupancy.Kind.PROVIDER, appointment.provider_id, span, appointment, expires_at, refusal=SlotTaken())
    take_elsewhere(appointment, person_id=person_id, expires_at=expires_at)


def take_elsewhere(appointment: Appointment, *, person_id: UUID, expires_at: datetime | None) -> None:
    """Take, or move, the provider's time across practices. Raises SlotTaken."""
    span = guarded(appointment)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT app.take_provider_time(%s, tstzrange(%s, %s), %s, %s)",
                [person_id, span.start, span.end, appointment.id, expires_at],
            )
    except IntegrityError as error:
        if violates(error, IN_ONE_PLACE):
            raise SlotTaken from error
        raise


def take_room(appointment: Appointment, *, expires_at: datetime | None) -> None:
    """Find the appointment a room and take it; a practice without rooms asks for none. Raises NoRoomFree."""
    rooms = list(Room.objects.filter(is_active=True).order_by("name").values_list("id", flat=True)[:ROOMS_MAX])
    if not rooms:
        return
    busy = set(
        Occupancy.objects.filter(
            resource_id__in=rooms, ends_at__gt=appointment.starts_at, starts_at__lt=appointment.ends_at
        )
        .exclude(appointment_id=appointment.id)
        .values_list("resource_id", flat=True)
    )
    free = [room for room in rooms if room not in busy]
    if not free:
        raise NoRoomFree
    kept = appointment.room_id if appointment.room_id in free else free[0]
    Appointment.objects.filter(id=appointment.id).update(room_id=kept)
    appointment.room_id = kept
    Occupancy.objects.filter(appointment_id=appointment.id, kind=Occupancy.Kind.ROOM).delete()
    span = Interval(appointment.starts_at, appointment.ends_at)
    _take(Occupancy.Kind.ROOM, kept, span, appointment, expires_at, refusal=NoRoomFree())


def take_patient(appointment: Appointment, seat: Seat) -> None:
    """Take the patient's time inside this practice. Raises PatientBusy."""
    assert seat.chart_id is not None
    span = Interval(appointment.starts_at, appointment.ends_at)
    _take(Occupancy.Kind.PATIENT, seat.chart_id, span, appointment, None, refusal=PatientBusy(), seat=seat)


def keep(appointment: Appointment) -> bool:
    """Let the appointment's times last, and return whether they were still its own."""
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {"appointment": appointment.id})
        (is_kept,) = cursor.fetchone()
    return bool(is_kept)


def prolong(appointment: Appointment, *, person_id: UUID, expires_at: datetime) -> None:
    """Let a group that nobody has booked yet be held as long as its latest hold."""
    Occupancy.objects.filter(appointment_id=appointment.id).update(expires_at=expires_at)
    take_elsewhere(appointment, person_id=person_id, expires_at=expires_at)


def lift(appointment: Appointment) -> list[Occupancy]:
    """Take up everything an appointment takes here, to be put down at another time, and return it."""
    lifted = list(Occupancy.objects.filter(appointment_id=appointment.id).order_by("id"))
    Occupancy.objects.filter(appointment_id=appointment.id).delete()
    return lifted


def put_down(appointment: Appointment, lifted: Iterable[Occupancy], *, person_id: UUID) -> None:
    """Take for an appointment, where it is now, what it had. Raises SlotTaken, NoRoomFree or PatientBusy."""
    take_provider(appointment, person_id=person_id, expires_at=None)
    if any(one.kind == Occupancy.Kind.ROOM for one in lifted):
        take_room(appointment, expires_at=None)
    for seat in Seat.objects.filter(id__in=[one.seat_id for one in lifted if one.seat_id]):
        take_patient(appointment, seat)


def free(appointments: Iterable[UUID]) -> None:
    """Give the times of whole appointments back."""
    ids = list(appointments)
    Occupancy.objects.filter(appointment_id__in=ids).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.free_provider_time(one) FROM unnest(%s::uuid[]) AS one", [ids])


def free_seat(seat_id: UUID) -> None:
    """Give one participant's own time back."""
    Occupancy.objects.filter(seat_id=seat_id).delete()


def _take(
    kind: Occupancy.Kind,
    resource_id: UUID,
    span: Interval,
    appointment: Appointment,
    expires_at: datetime | None,
    *,
    refusal: BookingRefused,
    seat: Seat | None = None,
) -> None:
    try:
        Occupancy.objects.create(
            kind=kind,
            resource_id=resource_id,
            starts_at=span.start,
            ends_at=span.end,
            appointment=appointment,
            seat=seat,
            expires_at=expires_at,
        )
    except IntegrityError as error:
        if violates(error, NO_DOUBLE_BOOKING):
            raise refusal from error
        raise
