"""Appointments: a practice's calendar for its systems, and one's own for a person's programs."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from ninja import Field, Query, Schema
from pydantic import StringConstraints

from attune.api.operations.fields import LINE
from attune.api.shared.call import ApiRequest
from attune.api.shared.declaration import Operations
from attune.foundation.clock import now
from attune.kernel.interval import Interval
from attune.scheduling.actions.cancel_appointment import cancel_appointment
from attune.scheduling.booking_permissions import SEE_OWN_SEATS
from attune.scheduling.calendar_permissions import CANCEL_APPOINTMENT, SEE_APPOINTMENT
from attune.scheduling.queries.appointments import AppointmentFacts, appointment, week_of
from attune.workflows.own_sessions import Session, own_sessions

operations = Operations(tags=["appointments"])
own_operations = Operations(tags=["appointments"])

Reason = Annotated[str, StringConstraints(max_length=500, pattern=LINE)]
SPAN = timedelta(days=7)
FARTHEST = timedelta(days=3660)
SPAN_MAX = timedelta(days=62)


class SpanQuery(Schema):
    """Which part of the calendar is wanted. Without times it is the next seven days."""

    since: datetime | None = Field(None, description="Sessions that end after this instant.")
    until: datetime | None = Field(None, description="Sessions that start before it; at most 62 days later.")
    provider_id: UUID | None = Field(None, description="Of one provider only.")

    def interval(self) -> Interval:
        """Return the part as an interval, cut to what one answer holds."""
        since = _near(self.since) if self.since else now()
        until = _near(self.until) if self.until else since + SPAN
        return Interval(since, min(max(until, since + timedelta(minutes=1)), since + SPAN_MAX))


class AppointmentAnswer(Schema):
    """A session. Who comes is told by ids alone; ``sequence`` counts its changes of time."""

    id: UUID
    provider_id: UUID
    offering_id: UUID
    format: str
    place: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    state: str
    seats_max: int
    sequence: int
    chart_ids: list[UUID]


class AppointmentList(Schema):
    """The sessions of a stretch of time, earliest first."""

    items: list[AppointmentAnswer]


class OwnAppointmentAnswer(Schema):
    """A seat of one's own. ``free_until`` is until when canceling costs nothing; ``fee_minor`` is what is due."""

    id: UUID
    practice_id: UUID
    provider_id: UUID
    offering_id: UUID
    place: str
    starts_at: datetime
    ends_at: datetime
    state: str
    is_for_child: bool
    free_until: datetime
    price_minor: int
    fee_minor: int
    currency: str


class OwnAppointmentList(Schema):
    """One's own appointments by start."""

    items: list[OwnAppointmentAnswer]


class Cancellation(Schema):
    """Why the practice cancels; participants do not read it."""

    reason: Reason


@operations.offer("GET", "/appointments", permission=SEE_APPOINTMENT, answer=AppointmentList)
def list_appointments(request: ApiRequest, span: Query[SpanQuery]) -> AppointmentList:
    """Return the sessions in the calendars one may see, earliest first, canceled ones left out."""
    found = week_of(request.call.actor, span.provider_id, span.interval())
    return AppointmentList(items=[_told(one) for one in found])


@operations.offer(
    "GET", "/appointments/{appointment_id}", permission=SEE_APPOINTMENT, answer=AppointmentAnswer, may_be_missing=True
)
def read_appointment(request: ApiRequest, appointment_id: UUID) -> AppointmentAnswer:
    """Return one session of a calendar one may see."""
    return _told(appointment(request.call.actor, appointment_id))


@operations.offer(
    "POST",
    "/appointments/{appointment_id}/cancel",
    permission=CANCEL_APPOINTMENT,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
    may_be_missing=True,
    may_conflict=True,
)
def cancel_whole_appointment(request: ApiRequest, appointment_id: UUID, body: Cancellation) -> None:
    """Cancel a session that has not begun, for everybody; they are told by mail and owe nothing."""
    cancel_appointment(request.call.actor, appointment_id=appointment_id, reason=body.reason)


@own_operations.offer(
    "GET", "/own-appointments", permission=SEE_OWN_SEATS, answer=OwnAppointmentList, opens_scopes=True
)
def list_own_appointments(request: ApiRequest) -> OwnAppointmentList:
    """Return one's own appointments and one's children's, at every practice, by start; past and canceled ones too."""
    return OwnAppointmentList(items=[_own(one) for one in own_sessions(request.call.actor)])


def _own(found: Session) -> OwnAppointmentAnswer:
    seat = found.seat
    return OwnAppointmentAnswer(
        id=seat.seat_id,
        practice_id=found.practice_id,
        provider_id=seat.provider_id,
        offering_id=seat.offering_id,
        place=seat.place,
        starts_at=seat.starts_at,
        ends_at=seat.ends_at,
        state=seat.state,
        is_for_child=bool(found.child_name),
        free_until=seat.free_until,
        price_minor=seat.price.minor,
        fee_minor=seat.fee.minor,
        currency=seat.price.currency,
    )


def _told(found: AppointmentFacts) -> AppointmentAnswer:
    return AppointmentAnswer(
        id=found.appointment_id,
        provider_id=found.provider_id,
        offering_id=found.offering_id,
        format=found.format,
        place=found.place,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        zone=found.zone,
        state=found.state,
        seats_max=found.seats_max,
        sequence=found.sequence,
        chart_ids=list(found.chart_ids),
    )


def _near(at: datetime) -> datetime:
    """Return an instant within ten years of now: no calendar reaches farther."""
    told = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max(told, now() - FARTHEST), now() + FARTHEST)
