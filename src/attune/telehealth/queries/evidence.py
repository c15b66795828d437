"""What the evidence of a visit says about each seat of its session."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.kernel.interval import Interval
from attune.scheduling.queries.appointments import AppointmentFacts, SeatFacts
from attune.telehealth.models import CheckIn, Presence
from attune.telehealth.permissions import SEE_PRESENCE, SETTLE_ATTENDANCE
from attune.telehealth.queries.facts import presences_of
from attune.telehealth.rules.attendance import Evidence, Finding, Stay, end_of, find, merged
from attune.telehealth.rules.door import open_span
from attune.telehealth.rules.policy import VisitPolicy


@dataclass(frozen=True, slots=True)
class SeatEvidence:
    """What is known of one seat's visit. ``provider`` and ``patient``: when each was in the room."""

    seat_id: UUID
    finding: Finding
    together_minutes: int
    provider_minutes: int
    provider: tuple[Interval, ...]
    patient: tuple[Interval, ...]
    first_together_at: datetime | None


def evidence_of(actor: Actor, session: AppointmentFacts) -> tuple[SeatEvidence, ...]:
    """Return the evidence of each booked seat of a video session that was read already; none for other places.

    Raises NotPermitted.
    """
    authorize(actor, SEE_PRESENCE)
    seats = [one for one in session.seats if one.state != "held"]
    return _evidence(seats) if session.place == "video" else ()


def evidence_to_settle(actor: Actor, seat: SeatFacts) -> SeatEvidence:
    """Return the evidence of one video seat. For jobs. Raises NotPermitted."""
    authorize(actor, SETTLE_ATTENDANCE)
    (found,) = _evidence([seat])
    return found


def _evidence(seats: list[SeatFacts]) -> tuple[SeatEvidence, ...]:
    if not seats:
        return ()
    session, moment = Interval(seats[0].starts_at, seats[0].ends_at), now()
    presences = presences_of(seats[0].appointment_id, session)
    since = open_span(session, policy(VisitPolicy)).start
    said = CheckIn.objects.filter(room__appointment_id=seats[0].appointment_id, at__gte=since)
    came = set(said.values_list("seat_id", flat=True))
    return tuple(_of_seat(one, session, presences, came=one.seat_id in came, moment=moment) for one in seats)


def _of_seat(
    seat: SeatFacts, session: Interval, presences: list[Presence], *, came: bool, moment: datetime
) -> SeatEvidence:
    def stays(spot: Presence.Spot, seat_id: UUID | None) -> tuple[Stay, ...]:
        return tuple(
            Stay(one.joined_at, end_of(seen_at=one.seen_at, left_at=one.left_at, moment=moment))
            for one in presences
            if one.spot == spot and one.seat_id == seat_id
        )

    inside = Presence.Spot.INSIDE
    evidence = Evidence(
        session,
        provider=stays(inside, None),
        waiting=stays(Presence.Spot.WAITING, seat.seat_id),
        patient=stays(inside, seat.seat_id),
        came_to_door=came,
    )
    found = find(evidence, moment=moment, policy=policy(VisitPolicy))
    return SeatEvidence(
        seat.seat_id,
        found.finding,
        found.together_minutes,
        found.provider_minutes,
        merged(evidence.provider, until=moment),
        merged(evidence.patient, until=moment),
        found.first_together_at,
    )
