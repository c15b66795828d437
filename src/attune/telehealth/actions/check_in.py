"""Checking in at the door of a visit: saying where one is now, and having it decided."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.credentialing.actions.decide_clearance import decide_clearance
from attune.credentialing.rules.clearance import Door, Reason
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.kernel.us_states import US_STATES
from attune.scheduling.queries.appointments import seat
from attune.scheduling.queries.service_of_seat import service_of_seat
from attune.telehealth.actions.rooms import locked_room
from attune.telehealth.actions.tell import tell_visit
from attune.telehealth.door_errors import DoorShut, NoSuchState, NoSuchVisit
from attune.telehealth.models import CheckIn
from attune.telehealth.permissions import ENTER_OWN_ROOM
from attune.telehealth.queries.facts import visit_of_seat
from attune.telehealth.queries.room import has_consent
from attune.telehealth.rules.door import ELSEWHERE, Barrier, visit_barrier
from attune.telehealth.rules.policy import VisitPolicy


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What was decided. A refusal is an answer that is kept, not an error."""

    check_in_id: UUID
    is_cleared: bool
    reasons: tuple[Reason, ...]


@transaction.atomic
def check_in(actor: Actor, *, seat_id: UUID, state: str) -> CheckedIn:
    """Keep where a patient says they are now, and whether their provider may see them there, decided anew.

    In the practice's scope and the person's. Raises NotPermitted, NoSuchSeat, NoSuchVisit, NoSuchState or DoorShut.
    """
    authorize(actor, ENTER_OWN_ROOM)
    facts = seat(actor, seat_id)
    if facts.person_id != actor.person_id:
        raise NoSuchVisit(seat_id)
    if state not in US_STATES and state != ELSEWHERE:
        raise NoSuchState(state)
    shut = visit_barrier(visit_of_seat(facts), moment=now(), policy=policy(VisitPolicy))
    if shut is None and not has_consent(actor, facts):
        shut = Barrier.CONSENT
    if shut is not None:
        raise DoorShut(shut)
    room = locked_room(facts.appointment_id)
    decision = decide_clearance(
        actor,
        provider_id=facts.provider_id,
        patient_state=state,
        moment=now(),
        service=service_of_seat(seat_id),
        asked_at=Door.JOINING,
    )
    kept = CheckIn.objects.create(
        room=room,
        seat_id=seat_id,
        person_id=facts.person_id,
        state=state,
        clearance_id=decision.id,
        is_cleared=decision.is_cleared,
        at=now(),
    )
    told = "cleared" if decision.is_cleared else "refused"
    record(actor, f"telehealth.check_in.{told}", object_kind="check_in", object_id=kept.id, patient_id=facts.chart_id)
    tell_visit(facts.appointment_id, person_id=facts.person_id)
    return CheckedIn(kept.id, decision.is_cleared, decision.reasons)
