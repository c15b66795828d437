"""Whoever has booked waits for a clinician no longer."""

from uuid import UUID

from attune.foundation.authorization import Actor, system_actor
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.matching.actions.end_waiting import end_waiting
from attune.matching.rules.policy import MatchingPolicy
from attune.patients.queries.charts import charts
from attune.scheduling.queries.workload import chart_of


def waits_no_longer(actor: Actor, seat_id: UUID) -> None:
    """Take whoever booked a seat off the intake board, where the practice assigns. In the booking's transaction."""
    if not policy(MatchingPolicy).is_assigned:
        return
    chart_id = chart_of(seat_id)
    if chart_id is None:
        return
    system = system_actor(current_scope("A seat").practice_id, request_id=actor.request_id)
    patient = charts(system, [chart_id])[chart_id]
    end_waiting(system, about_id=patient.dependent_id or patient.person_id)
