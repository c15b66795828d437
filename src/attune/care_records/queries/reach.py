"""Whose notes somebody may read: those they treat, those they cover, those they supervise. The rest is not there."""

from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from attune.care_records.errors import NoSuchRecord
from attune.care_records.models import Cover
from attune.care_records.permissions import READ_NOTES, WRITE_NOTES
from attune.care_records.rules.policy import RecordsPolicy
from attune.foundation.authorization import Actor, Role, authorize, may
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.scheduling.queries.of_charts import treats


class Reach(StrEnum):
    """Why somebody reads a chart's notes; it goes on record with each reading."""

    TREATS = "treats"
    COVERS = "covers"
    SUPERVISES = "supervises"


def reach(actor: Actor, chart_id: UUID) -> Reach:
    """Return why the actor may read a chart's notes. Raises NotPermitted, or NoSuchRecord where nothing says so."""
    authorize(actor, READ_NOTES)
    if may(actor, WRITE_NOTES) and treats(actor, chart_id):
        return Reach.TREATS
    if covers(actor, chart_id):
        return Reach.COVERS
    if Role.SUPERVISOR in actor.roles and policy(RecordsPolicy).supervisors_read:
        return Reach.SUPERVISES
    raise NoSuchRecord(chart_id)


def covers(actor: Actor, chart_id: UUID) -> bool:
    """Return whether the actor was let into the chart for now, and still works as a provider."""
    if not may(actor, WRITE_NOTES):
        return False
    moment = now()
    return Cover.objects.filter(
        Q(provider__person_id=actor.person_id), chart_id=chart_id, starts_at__lte=moment, ends_at__gt=moment
    ).exists()
