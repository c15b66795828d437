"""A questionnaire of somebody's, and the flag it raised, written row by row, for attacks on whoever may see it."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID
from attune.measures.models import Assessment, SafetyFlag
from attune.patients.models import CareLink, Chart
from attune.practices.models import Practice
from tests.tenancy.rows import make_row


def own_questionnaire(practice_id: UUID, person_id: UUID) -> Assessment:
    """Return an open questionnaire of a person's at a practice, new at each call."""
    practice_id = _with_charts(practice_id)
    with scope(practice_id, person_id=person_id, plane=Plane.SELF):
        if not CareLink.objects.exists():
            CareLink.objects.create(practice_id=practice_id, since=now())
        chart = Chart.objects.filter(Q(person_id=person_id)).first() or make_row(Chart)
        Chart.objects.filter(id=chart.pk).update(person_id=person_id, zone="America/Denver", state="CO")
        Assessment.objects.filter(chart_id=chart.pk).update(state="expired")
        return Assessment.objects.create(
            chart_id=chart.pk,
            instrument="phq-9",
            instrument_version="1",
            sent_at=now(),
            due_at=now() + timedelta(days=1),
            closes_at=now() + timedelta(days=8),
            answers="{}",
        )


def own_flag(practice_id: UUID, person_id: UUID) -> UUID:
    """Return the flag of a new questionnaire of a person's."""
    about = own_questionnaire(practice_id, person_id)
    with scope(_with_charts(practice_id), person_id=person_id, plane=Plane.SELF):
        return SafetyFlag.objects.create(
            chart_id=about.chart_id,
            assessment_id=about.id,
            answer="1",
            raised_at=now(),
            named_role="provider",
            due_at=now() + timedelta(hours=2),
        ).id


def _with_charts(practice_id: UUID) -> UUID:
    """The platform, which has no patients, lends the first practice's."""
    if practice_id != PLATFORM_ID:
        return practice_id
    return Practice.objects.exclude(id=PLATFORM_ID).earliest("created_at").id
