"""Charts: who the patients of a practice are. What they told is read apart, by clinicians."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from attune.audit.actions.record import record, record_many
from attune.foundation.authorization import Actor, Role, authorize
from attune.patients.errors import NoSuchChart
from attune.patients.models import Chart
from attune.patients.permissions import SEE_CHARTS
from attune.patients.rules.answers import Relation


@dataclass(frozen=True, slots=True)
class ChartFacts:
    """Who a patient is at this practice. ``person_id`` signs in: the patient, or a guardian."""

    chart_id: UUID
    person_id: UUID
    dependent_id: UUID | None
    relation: Relation
    name: str
    birth_date: date
    state: str
    zone: str
    email: str
    """Of who signs in, as it was when the chart was opened."""
    opened_at: datetime


def chart(actor: Actor, chart_id: UUID) -> ChartFacts:
    """Return one patient; the read goes on record. Patients see their own. Raises NotPermitted or NoSuchChart."""
    authorize(actor, SEE_CHARTS)
    row = rows_open_to(actor).filter(id=chart_id).first()
    if row is None:
        raise NoSuchChart(chart_id)
    record(actor, "patients.chart.seen", object_kind="chart", object_id=row.id, patient_id=row.id)
    return _facts(row)


def charts(actor: Actor, chart_ids: Collection[UUID]) -> dict[UUID, ChartFacts]:
    """Return several patients by id, as a calendar shows them; those that are not there are left out.

    Each read goes on record. Raises NotPermitted.
    """
    authorize(actor, SEE_CHARTS)
    rows = list(rows_open_to(actor).filter(id__in=chart_ids))
    record_many(actor, "patients.chart.seen", object_kind="chart", objects=[(row.id, row.id) for row in rows])
    return {row.id: _facts(row) for row in rows}


def chart_holder(actor: Actor, chart_id: UUID) -> UUID:
    """Return who signs in for a chart, and nothing else of it. Raises NotPermitted or NoSuchChart."""
    authorize(actor, SEE_CHARTS)
    person_id = rows_open_to(actor).filter(id=chart_id).values_list("person_id", flat=True).first()
    if person_id is None:
        raise NoSuchChart(chart_id)
    return person_id


def own_charts(actor: Actor) -> tuple[ChartFacts, ...]:
    """Return the charts the actor signs in for at this practice: their own and their children's.

    Whatever else the actor is here. Raises NotPermitted.
    """
    authorize(actor, SEE_CHARTS)
    rows = Chart.objects.filter(Q(person_id=actor.person_id)).order_by("opened_at", "id")
    return tuple(_facts(row) for row in rows)


def rows_open_to(actor: Actor) -> QuerySet[Chart]:
    """Return the practice's charts; to somebody who is nothing but a patient here, those they sign in for."""
    rows = Chart.objects.all()
    return rows.filter(Q(person_id=actor.person_id)) if actor.roles <= {Role.PATIENT} and not actor.is_system else rows


def _facts(row: Chart) -> ChartFacts:
    return ChartFacts(
        chart_id=row.id,
        person_id=row.person_id,
        dependent_id=row.dependent_id,
        relation=Relation(row.relation),
        name=row.name,
        birth_date=row.birth_date,
        state=row.state,
        zone=row.zone,
        email=row.email.reveal(),
        opened_at=row.opened_at,
    )
