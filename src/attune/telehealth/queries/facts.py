"""A visit's facts, put together from its session, its room's answers and its connections. For this context alone."""

from datetime import datetime
from uuid import UUID

from attune.foundation.policies import policy
from attune.kernel.interval import Interval
from attune.scheduling.queries.appointments import AppointmentFacts, SeatFacts
from attune.scheduling.rules.couples import FIRST
from attune.telehealth.models import Admission, CheckIn, Presence, VideoRoom
from attune.telehealth.rules.attendance import SEEN_EVERY
from attune.telehealth.rules.door import Answer, Visit, open_span
from attune.telehealth.rules.policy import VisitPolicy

VIDEO = "video"


def visit_of_seat(seat: SeatFacts) -> Visit:
    """Return what the door looks at, from a participant's side."""
    return Visit(
        Interval(seat.starts_at, seat.ends_at),
        is_video=seat.place == VIDEO,
        is_group=seat.is_group or seat.number > FIRST,
        is_booked=seat.state in ("booked", "attended", "missed"),
    )


def visit_of_session(session: AppointmentFacts) -> Visit:
    """Return what the door looks at, from the provider's side."""
    return Visit(
        Interval(session.starts_at, session.ends_at),
        is_video=session.place == VIDEO,
        is_group=session.is_group,
        is_booked=session.state in ("confirmed", "completed", "no_show"),
    )


def room_id_of(appointment_id: UUID) -> UUID | None:
    """Return the room of an appointment, if anybody ever came to its door."""
    return VideoRoom.objects.filter(appointment_id=appointment_id).values_list("id", flat=True).first()


def presences_of(appointment_id: UUID, session: Interval) -> list[Presence]:
    """Return the connections of this door's time, earliest first: a session that moved has another door."""
    since = open_span(session, policy(VisitPolicy)).start
    rows = Presence.objects.filter(room__appointment_id=appointment_id, joined_at__gte=since)
    return list(rows.order_by("joined_at", "id"))


def last_check_in(appointment_id: UUID, seat_id: UUID) -> CheckIn | None:
    """Return the last time somebody said where they are for a seat."""
    rows = CheckIn.objects.filter(room__appointment_id=appointment_id, seat_id=seat_id)
    return rows.select_related("clearance").order_by("-at", "-id").first()


def answer_of(check_in: CheckIn | None, presences: list[Presence]) -> Answer | None:
    """Return a check-in as the door's rule takes it."""
    if check_in is None:
        return None
    own = [one for one in presences if one.seat_id == check_in.seat_id and one.joined_at >= check_in.at]
    return Answer(
        at=check_in.at,
        is_cleared=check_in.is_cleared,
        is_admitted=Admission.objects.filter(check_in=check_in).exists(),
        last_seen_at=max((one.left_at or one.seen_at for one in own), default=None),
    )


def is_there(presence: Presence, moment: datetime) -> bool:
    """Return whether a connection is there now."""
    return presence.left_at is None and moment - presence.seen_at < 2 * SEEN_EVERY
