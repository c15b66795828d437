"""What a patient told before the first session, for those who care for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.patients.errors import NoSuchChart, NoSuchFollowUp
from attune.patients.models import Chart, FollowUp
from attune.patients.permissions import FOLLOW_UP, READ_INTAKE
from attune.patients.rules.intake import read_intake
from attune.patients.rules.safety import Safety


@dataclass(frozen=True, slots=True)
class Intake:
    """The answers as they stood when the chart was opened. Codes are directory's."""

    chart_id: UUID
    concerns: tuple[str, ...]
    own_words: str
    preferences: tuple[tuple[str, str, str], ...]
    """Each as kind, value and strength."""


@dataclass(frozen=True, slots=True)
class CallWanted:
    """Whom to call, and why. ``outcome`` is empty until somebody did."""

    follow_up_id: UUID
    chart_id: UUID
    name: str
    is_child: bool
    email: str
    state: str
    answer: Safety
    answered_at: datetime
    ended_at: datetime | None
    outcome: str


def intake(actor: Actor, chart_id: UUID) -> Intake:
    """Return what a patient told; the read goes on record. Raises NotPermitted or NoSuchChart."""
    authorize(actor, READ_INTAKE)
    row = Chart.objects.filter(id=chart_id).first()
    if row is None:
        raise NoSuchChart(chart_id)
    record(actor, "patients.intake.read", object_kind="chart", object_id=row.id, patient_id=row.id)
    told: dict[str, Any] = read_intake(row.intake.reveal())
    wishes = tuple((kind, value, strength) for kind, value, strength in told["preferences"])
    return Intake(row.id, tuple(told["concerns"]), told["own_words"], wishes)


def call_wanted(actor: Actor, follow_up_id: UUID) -> CallWanted:
    """Return whom to call; the read goes on record. Raises NotPermitted or NoSuchFollowUp."""
    authorize(actor, FOLLOW_UP)
    row = FollowUp.objects.select_related("chart").filter(id=follow_up_id).first()
    if row is None:
        raise NoSuchFollowUp(follow_up_id)
    record(actor, "patients.safety.read", object_kind="follow_up", object_id=row.id, patient_id=row.chart_id)
    return CallWanted(
        row.id,
        row.chart_id,
        row.chart.name,
        row.chart.dependent_id is not None,
        row.chart.email.reveal(),
        row.chart.state,
        Safety(row.answer.reveal()),
        row.answered_at,
        row.ended_at,
        row.outcome.reveal(),
    )
