"""Applying with a practice of one's own."""

from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.background import later
from attune.foundation.clock import now
from attune.foundation.database.violations import violates
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.practices.errors import ApplicationsClosed, AppliedAlready
from attune.practices.models import Application, PipelineEntry, Practice
from attune.practices.permissions import APPLY
from attune.practices.rules.application import ApplicationFacts, require_complete
from attune.practices.rules.founding import free_slug
from attune.practices.rules.policy import Founding, TenancyPolicy

CHECK_ORGANIZATION = "credentialing.check_organization"
"""The job that asks the registry about the NPI of the organization."""


@transaction.atomic
def apply(actor: Actor, *, facts: ApplicationFacts) -> UUID:
    """Enter a new practice in the registry with the legal facts it tells, and return its id: that of the scope.

    Runs in a scope of the id the practice is to have, so that sending an application twice makes one.
    Raises NotPermitted, ApplicationsClosed, ApplicationIncomplete or AppliedAlready.
    """
    authorize(actor, APPLY)
    assert actor.person_id is not None
    if policy(TenancyPolicy).founding is not Founding.BY_APPLICATION:
        raise ApplicationsClosed
    told, practice_id, moment = facts.stripped(), current_scope("An application").holder_id, now()
    require_complete(told)
    try:
        with transaction.atomic():
            Practice.objects.create(
                id=practice_id,
                name=told.name,
                slug=_slug(told.name, practice_id),
                zone=str(ZoneInfo(told.zone)),
                state=Practice.State.APPLIED,
            )
    except IntegrityError as error:
        if not violates(error, "practices_practice_pkey"):
            raise
        raise AppliedAlready(practice_id) from error
    Application.objects.create(
        owner_id=actor.person_id,
        legal_name=told.legal_name,
        structure=told.structure,
        organization_npi=told.organization_npi,
        tax_id=told.tax_id,
        street=told.street,
        city=told.city,
        state=told.state,
        zip_code=told.zip_code,
        applied_at=moment,
    )
    PipelineEntry.objects.create(practice_id=practice_id, state_since=moment, looked_at=moment)
    record(
        replace(actor, practice_id=practice_id),
        "practices.application.made",
        object_kind="practice",
        object_id=practice_id,
    )
    if told.organization_npi:
        later(CHECK_ORGANIZATION, practice_id)
    return practice_id


def _slug(name: str, practice_id: UUID) -> str:
    wanted = slugify(name)
    return free_slug(wanted, is_taken=Practice.objects.filter(slug=wanted).exists(), told_apart_by=practice_id.hex)
