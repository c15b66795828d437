"""Sessions of a provider who is gone, and which of the others could take each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from attune.credentialing.queries.clearance_facts import clearance_facts
from attune.credentialing.rules.clearance import clearance
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.kernel.interval import Interval
from attune.scheduling.booking_permissions import REASSIGN
from attune.scheduling.models import Appointment, Offering
from attune.scheduling.queries.appointments import AppointmentFacts, week_of
from attune.scheduling.queries.service_of_seat import service_of_seat
from attune.scheduling.queries.taken import taken

LOOK_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Heir:
    """An offering that a session could become one of, and whose it is."""

    offering_id: UUID
    offering_name: str
    provider_id: UUID
    provider_name: str


@dataclass(frozen=True, slots=True)
class Orphan:
    """A session to come, and who is free then and may see everybody who comes."""

    session: AppointmentFacts
    heirs: tuple[Heir, ...]


def orphans(actor: Actor, provider_id: UUID) -> tuple[Orphan, ...]:
    """Return a provider's confirmed sessions to come, earliest first; each read goes on record. Raises NotPermitted."""
    authorize(actor, REASSIGN)
    coming = week_of(actor, provider_id, Interval(now(), now() + LOOK_AHEAD))
    offered = list(
        Offering.objects.select_related("provider")
        .filter(is_active=True)
        .exclude(provider_id=provider_id)
        .order_by("provider__name", "name", "id")
    )
    return tuple(
        Orphan(one, _heirs(one, offered)) for one in coming if one.state == "confirmed" and one.starts_at > now()
    )


def first_to_come(provider_id: UUID) -> datetime | None:
    """Return when a provider's next confirmed session starts. In the practice's scope, for workflows."""
    rows = Appointment.objects.filter(
        provider_id=provider_id, state=Appointment.State.CONFIRMED, starts_at__gt=now()
    ).order_by("starts_at")
    return rows.values_list("starts_at", flat=True).first()


def is_anything_booked_from(moment: datetime) -> bool:
    """Return whether a confirmed session of the open scope's practice starts at a moment or later. For workflows."""
    return Appointment.objects.filter(state=Appointment.State.CONFIRMED, starts_at__gte=moment).exists()


def _heirs(session: AppointmentFacts, offered: list[Offering]) -> tuple[Heir, ...]:
    minutes = (session.ends_at - session.starts_at).total_seconds() / 60
    fitting = [
        one
        for one in offered
        if one.format == session.format and one.minutes == minutes and session.place in one.places
    ]
    return tuple(
        Heir(one.id, one.name, one.provider_id, one.provider.name)
        for one in fitting
        if _may_see_everybody(one.provider_id, session) and not _is_busy(one, session)
    )


def _may_see_everybody(provider_id: UUID, session: AppointmentFacts) -> bool:
    facts = clearance_facts(provider_id)
    return all(
        clearance(
            facts, patient_state=seat.patient_state, moment=session.starts_at, service=service_of_seat(seat.seat_id)
        ).is_cleared
        for seat in session.seats
    )


def _is_busy(offering: Offering, session: AppointmentFacts) -> bool:
    row = Appointment.objects.get(id=session.appointment_id)
    span = Interval(session.starts_at, session.ends_at).padded(
        before=timedelta(minutes=row.buffer_before_minutes), after=timedelta(minutes=row.buffer_after_minutes)
    )
    return bool(taken(offering.provider_id, span))
