"""A visit as its two sides see it: what keeps whom out, who waits, who is in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.credentialing.queries.clearance_facts import clearance_facts
from attune.credentialing.rules.clearance import THERAPY, Reason, Service, clearance
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.kernel.interval import Interval
from attune.patients.queries.charts import own_charts
from attune.patients.queries.consents import missing_consents
from attune.scheduling.queries.appointments import AppointmentFacts, SeatFacts, appointment, seat
from attune.scheduling.queries.service_of_seat import service_of_seat
from attune.telehealth.door_errors import NoSuchVisit
from attune.telehealth.models import CheckIn, Presence
from attune.telehealth.permissions import ENTER_OWN_ROOM, HOLD_ROOM
from attune.telehealth.queries.facts import (
    answer_of,
    is_there,
    last_check_in,
    presences_of,
    visit_of_seat,
    visit_of_session,
)
from attune.telehealth.rules.door import Barrier, holds, open_span, patient_barrier, visit_barrier
from attune.telehealth.rules.policy import VisitPolicy

CONSENT = "telehealth"


@dataclass(frozen=True, slots=True)
class Guest:
    """The other side as the provider sees it. ``state`` is where they said they are; empty before they did."""

    seat_id: UUID
    chart_id: UUID | None
    state: str
    said_at: datetime | None
    is_cleared: bool
    is_admitted: bool
    is_waiting: bool
    is_inside: bool
    waits_since: datetime | None


@dataclass(frozen=True, slots=True)
class Room:
    """A visit from the provider's side. ``reasons`` are why the provider may not see the patient there."""

    appointment_id: UUID
    barrier: Barrier | None
    opens_at: datetime
    closes_at: datetime
    guest: Guest | None
    reasons: tuple[Reason, ...]
    is_provider_inside: bool

    @property
    def can_admit(self) -> bool:
        """Whether somebody who may come in is waiting to be let in."""
        return self.barrier is None and self.guest is not None and self.guest.is_cleared and not self.guest.is_admitted


@dataclass(frozen=True, slots=True)
class OwnRoom:
    """A visit from the patient's side. ``reasons`` are why the answer of where they are was not good enough."""

    appointment_id: UUID
    barrier: Barrier | None
    opens_at: datetime
    closes_at: datetime
    state: str
    reasons: tuple[Reason, ...]
    is_provider_inside: bool
    is_inside: bool


def room_of(actor: Actor, appointment_id: UUID) -> Room:
    """Return the visit of one of the actor's own sessions. Raises NotPermitted, NoSuchAppointment or NoSuchVisit."""
    return room_in(actor, appointment(actor, appointment_id))


def room_in(actor: Actor, session: AppointmentFacts) -> Room:
    """Return the visit of a session that was read already. Raises NotPermitted or NoSuchVisit."""
    authorize(actor, HOLD_ROOM)
    if session.provider_person_id != actor.person_id:
        raise NoSuchVisit(session.appointment_id)
    moment, asked = now(), policy(VisitPolicy)
    visit = visit_of_session(session)
    barrier, span = visit_barrier(visit, moment=moment, policy=asked), open_span(visit.session, asked)
    presences = presences_of(session.appointment_id, visit.session)
    guest = next((_guest(one, presences, moment) for one in session.seats if one.state != "held"), None)
    reasons: tuple[Reason, ...] = ()
    if barrier is None and guest is not None:
        reasons = reasons_now(session, guest, moment) or _partners_reasons(session, guest, moment)
        barrier = Barrier.NOT_CLEARED if reasons else None
    return Room(
        session.appointment_id,
        barrier,
        span.start,
        span.end,
        guest,
        reasons,
        is_provider_inside=any(is_there(one, moment) for one in presences if one.side == Presence.Side.PROVIDER),
    )


def own_room(actor: Actor, seat_id: UUID) -> OwnRoom:
    """Return the visit of one of the actor's own seats, in their own plane.

    Raises NotPermitted, NoSuchSeat or NoSuchVisit.
    """
    authorize(actor, ENTER_OWN_ROOM)
    return own_room_in(actor, seat(actor, seat_id))


def own_room_in(actor: Actor, facts: SeatFacts) -> OwnRoom:
    """Return the visit of a seat that was read already. Raises NotPermitted or NoSuchVisit."""
    authorize(actor, ENTER_OWN_ROOM)
    if facts.person_id != actor.person_id:
        raise NoSuchVisit(facts.seat_id)
    moment, asked = now(), policy(VisitPolicy)
    visit = visit_of_seat(facts)
    presences = presences_of(facts.appointment_id, visit.session)
    said = last_check_in(facts.appointment_id, facts.seat_id)
    barrier = patient_barrier(
        visit,
        answer_of(said, presences),
        has_consent=has_consent(actor, facts),
        moment=moment,
        policy=asked,
    )
    span = open_span(visit.session, asked)
    there = {one.side for one in presences if is_there(one, moment) and one.spot == Presence.Spot.INSIDE}
    return OwnRoom(
        facts.appointment_id,
        barrier,
        span.start,
        span.end,
        state=said.state if said else "",
        reasons=_reasons(said) if barrier is Barrier.NOT_CLEARED else (),
        is_provider_inside=Presence.Side.PROVIDER in there,
        is_inside=Presence.Side.PATIENT in there,
    )


def has_consent(actor: Actor, facts: SeatFacts) -> bool:
    """Return whether who holds the seat agreed to telehealth, in the words that are in force where it was booked for.

    In a scope of the person's.
    """
    about = next((one for one in own_charts(actor) if one.chart_id == facts.chart_id), None)
    missing = missing_consents(state=facts.patient_state, dependent_id=about.dependent_id if about else None)
    return CONSENT not in {text.kind for text in missing}


def reasons_now(session: AppointmentFacts, guest: Guest, moment: datetime) -> tuple[Reason, ...]:
    """Return why the provider may not see the patient this moment, where they said they are or were to be."""
    seat_facts = next(one for one in session.seats if one.seat_id == guest.seat_id)
    service: Service = service_of_seat(guest.seat_id) if seat_facts.chart_id else THERAPY
    facts = clearance_facts(session.provider_id)
    state = guest.state if guest.is_cleared else seat_facts.patient_state
    return clearance(facts, patient_state=state, moment=moment, service=service).reasons


def _partners_reasons(session: AppointmentFacts, guest: Guest, moment: datetime) -> tuple[Reason, ...]:
    """Return why the provider may not see the other one of a couple, who comes in beside the guest."""
    others = [one for one in session.seats if session.is_couple and one.chart_id and one.seat_id != guest.seat_id]
    facts = clearance_facts(session.provider_id) if others else None
    for one in others:
        assert facts is not None
        service: Service = service_of_seat(one.seat_id)
        decided = clearance(facts, patient_state=one.patient_state, moment=moment, service=service)
        if decided.reasons:
            return decided.reasons
    return ()


def _guest(facts: SeatFacts, presences: list[Presence], moment: datetime) -> Guest:
    said = last_check_in(facts.appointment_id, facts.seat_id)
    answer = answer_of(said, presences)
    session = Interval(facts.starts_at, facts.ends_at)
    if answer is not None and not holds(answer, moment=moment, session=session, policy=policy(VisitPolicy)):
        said = answer = None
    there = [one for one in presences if one.seat_id == facts.seat_id and is_there(one, moment)]
    waiting = [one for one in there if one.spot == Presence.Spot.WAITING]
    return Guest(
        facts.seat_id,
        facts.chart_id,
        state=said.state if said else "",
        said_at=said.at if said else None,
        is_cleared=answer is not None and answer.is_cleared,
        is_admitted=answer is not None and answer.is_admitted,
        is_waiting=bool(waiting),
        is_inside=any(one.spot == Presence.Spot.INSIDE for one in there),
        waits_since=min((one.joined_at for one in waiting), default=None),
    )


def _reasons(said: CheckIn | None) -> tuple[Reason, ...]:
    return tuple(Reason(one) for one in said.clearance.reasons) if said else ()
