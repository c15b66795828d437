"""Which questionnaires an actor reaches: a patient their own and their children's, a clinician the practice's."""

from uuid import UUID

from django.db.models import Q, QuerySet

from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.measures.errors import NoSuchAssessment, NotOpen
from attune.measures.models import Assessment
from attune.measures.permissions import FILL_IN
from attune.measures.rules.schedule import OPEN, State, state_now


def own_rows(actor: Actor) -> "QuerySet[Assessment]":
    """Return the questionnaires of the charts the actor signs in for, without those taken back."""
    own = Assessment.objects.filter(Q(chart__person_id=actor.person_id))
    return own.exclude(state=State.WITHDRAWN.value).select_related("chart")


def own_to_change(actor: Actor, assessment_id: UUID) -> Assessment:
    """Return one of the actor's own, locked. Raises NotPermitted or NoSuchAssessment."""
    authorize(actor, FILL_IN)
    # The lock is the questionnaire's alone: nobody else's work waits for its chart.
    row = own_rows(actor).select_for_update(of=("self",)).filter(id=assessment_id).first()
    if row is None:
        raise NoSuchAssessment(assessment_id)
    return row


def require_open(row: Assessment) -> None:
    """Refuse what can no longer be answered. Raises NotOpen."""
    state = state_now(State(row.state), closes_at=row.closes_at, now=current_scope("A questionnaire").now)
    if state not in OPEN:
        raise NotOpen(state)
