"""What a board says about a license after it was put on file."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.credentialing.errors import EvidenceWrong
from attune.credentialing.facts import PROVIDER_CHANGED
from attune.credentialing.permissions import SET_LICENSE_STATUS, require_reviewer
from attune.credentialing.queries.rows import license_row
from attune.credentialing.rules.licenses import LicenseStatus
from attune.foundation.authorization import Actor, authorize
from attune.foundation.facts import record_fact


@transaction.atomic
def set_license_status(actor: Actor, *, license_id: UUID, status: LicenseStatus, reason: str = "") -> None:
    """Record what the board says about a license; anything but active stops it at once.

    Only reviewers make one active again, and none without evidence.
    Raises NotPermitted, NoSuchLicense or EvidenceWrong.
    """
    authorize(actor, SET_LICENSE_STATUS)
    row = license_row(license_id, is_locked=True)
    if status is LicenseStatus.ACTIVE:
        require_reviewer(actor, SET_LICENSE_STATUS)
        if row.evidence_id is None:
            raise EvidenceWrong("missing")
    row.status = status
    row.save(update_fields=["status"])
    record(
        actor, f"credentialing.license.{status}", object_kind="license", object_id=row.id, reason=reason.strip()[:200]
    )
    record_fact(PROVIDER_CHANGED, actor, row.provider_id)
