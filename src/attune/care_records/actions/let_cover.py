"""Letting a colleague who stands in read one chart for a while."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.care_records.errors import CoverRefused
from attune.care_records.models import Cover
from attune.care_records.permissions import LET_COVER
from attune.care_records.queries.reach import Reach, reach
from attune.care_records.rules.policy import RecordsPolicy
from attune.credentialing.queries.providers import provider
from attune.credentialing.rules.clearance import Standing
from attune.foundation.authorization import Actor, authorize
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope


@transaction.atomic
def let_cover(actor: Actor, *, chart_id: UUID, provider_id: UUID, until: datetime, reason: str) -> UUID:
    """Let a provider of the practice read a chart until then (not inclusive) and return the cover's id.

    By who treats the patient or supervises; who covers lets nobody in. Raises NotPermitted, NoSuchRecord,
    NoSuchProvider or CoverRefused.
    """
    authorize(actor, LET_COVER)
    if reach(actor, chart_id) is Reach.COVERS:
        raise CoverRefused("covers")
    colleague, moment = provider(actor, provider_id), current_scope("A cover").now
    if colleague.state is not Standing.ACTIVE:
        raise CoverRefused("not_a_provider")
    if until <= moment:
        raise CoverRefused("past")
    if until > moment + timedelta(days=policy(RecordsPolicy).cover_days_max):
        raise CoverRefused("too_long")
    assert actor.person_id is not None
    row = Cover.objects.create(
        chart_id=chart_id,
        provider_id=provider_id,
        starts_at=moment,
        ends_at=until,
        let_by=actor.person_id,
        reason=reason.strip(),
    )
    record(actor, "care_records.cover.let", object_kind="cover", object_id=row.id, patient_id=chart_id)
    return row.id
