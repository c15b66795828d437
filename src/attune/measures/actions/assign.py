"""Sending a patient a questionnaire."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.measures.errors import AlreadySent, DoesNotFitAge, DueInThePast
from attune.measures.gateways.catalog import instrument as instrument_of
from attune.measures.models import Assessment
from attune.measures.models.assessment import IS_OPEN
from attune.measures.permissions import ASSIGN
from attune.measures.rules.instrument import Instrument
from attune.measures.rules.policy import MeasurePolicy
from attune.measures.rules.schedule import State
from attune.patients.queries.charts import chart
from attune.scheduling.queries.appointments import appointment


@transaction.atomic
def assign(
    actor: Actor, *, chart_id: UUID, instrument: str, due_at: datetime, appointment_id: UUID | None = None
) -> UUID:
    """Send a patient the newest version of an instrument and return the questionnaire's id.

    It can be filled in until the session is over, or some days after it is due where there is none.
    Raises NotPermitted, NoSuchInstrument, NoSuchChart, NoSuchAppointment, DoesNotFitAge, DueInThePast
    or AlreadySent.
    """
    authorize(actor, ASSIGN)
    asked, now = instrument_of(instrument), current_scope("A questionnaire").now
    patient = chart(actor, chart_id)
    closes_at = due_at + timedelta(days=policy(MeasurePolicy).open_days)
    if appointment_id is not None:
        closes_at = appointment(actor, appointment_id).ends_at
    if min(due_at, closes_at) <= now:
        raise DueInThePast
    if not asked.fits(patient.birth_date, day=due_at.date()):
        raise DoesNotFitAge(asked.age_from)
    expire_of(chart_id)
    waiting = Assessment.objects.filter(IS_OPEN, chart_id=chart_id, instrument=asked.code).first()
    if waiting is not None:
        raise AlreadySent(waiting.id)
    row = fresh(asked, chart_id=chart_id, due_at=due_at, closes_at=closes_at, appointment_id=appointment_id)
    row.assigned_by = actor.person_id
    # The unique index decides between two who send it at once; the loser writes nothing.
    Assessment.objects.bulk_create([row], ignore_conflicts=True)
    kept = Assessment.objects.get(IS_OPEN, chart_id=chart_id, instrument=asked.code)
    if kept.id != row.id:
        raise AlreadySent(kept.id)
    record(actor, "measures.assessment.sent", object_kind="assessment", object_id=row.id, patient_id=chart_id)
    return row.id


def fresh(
    asked: Instrument, *, chart_id: UUID, due_at: datetime, closes_at: datetime, appointment_id: UUID | None
) -> Assessment:
    """Return a questionnaire nobody has answered yet; it is not saved."""
    return Assessment(
        chart_id=chart_id,
        instrument=asked.code,
        instrument_version=asked.version,
        appointment_id=appointment_id,
        sent_at=current_scope("A questionnaire").now,
        due_at=due_at,
        closes_at=closes_at,
        answers="{}",
    )


def expire_of(chart_id: UUID) -> None:
    """Note which of a patient's questionnaires are over."""
    now = current_scope("Questionnaires").now
    over = Assessment.objects.filter(IS_OPEN, chart_id=chart_id, closes_at__lte=now)
    over.update(state=State.EXPIRED.value)
