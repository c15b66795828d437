"""Adding a license with its evidence, and renewing it on new evidence."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from attune.audit.actions.record import record
from attune.credentialing.actions.keep_check import keep_check
from attune.credentialing.errors import LicenseKnown
from attune.credentialing.facts import PROVIDER_CHANGED
from attune.credentialing.models import License, Provider
from attune.credentialing.permissions import CHANGE_CREDENTIALS, CHANGE_OWN_CREDENTIALS
from attune.credentialing.queries.rows import license_row, own_or_others, provider_row
from attune.credentialing.rules.boards import license_ends_at
from attune.credentialing.rules.checks import CheckKind, Outcome
from attune.credentialing.rules.evidence import media_type_of
from attune.credentialing.rules.licenses import LicenseKind, LicenseStatus, clean_number, require_license
from attune.credentialing.rules.professions import Profession
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.database.violations import violates
from attune.foundation.facts import record_fact


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document that shows the license, as it was handed in. ``source``: where it comes from, in short."""

    document: bytes = field(repr=False)
    source: str = "document"


@transaction.atomic
def add_license(
    actor: Actor,
    *,
    provider_id: UUID,
    state: str,
    kind: LicenseKind,
    number: str,
    issued_on: date,
    expires_on: date,
    evidence: Evidence | None = None,
    title: str = "",
) -> UUID:
    """Put a license on file and return its id. It counts as soon as there is evidence. Days are inclusive.

    Raises NotPermitted, NoSuchProvider, StateUnknown, KindDoesNotCount, NumberMissing, DatesWrong, LicenseExpired,
    EvidenceWrong or LicenseKnown.
    """
    provider = provider_row(provider_id, is_locked=True)
    own_or_others(actor, provider, own=CHANGE_OWN_CREDENTIALS, others=CHANGE_CREDENTIALS)
    cleaned = clean_number(number)
    require_license(
        state=state,
        kind=kind,
        profession=Profession(provider.profession),
        number=cleaned,
        issued_on=issued_on,
        expires_on=expires_on,
        now=now(),
    )
    row = License(
        provider=provider,
        state=state,
        kind=kind,
        title=title.strip(),
        number=cleaned,
        issued_on=issued_on,
        expires_on=expires_on,
        ends_at=license_ends_at(state, expires_on),
    )
    if evidence is not None:
        _stand_on(row, evidence, provider)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if not violates(error, "a_license_is_on_file_once"):
            raise
        raise LicenseKnown from error
    record(actor, "credentialing.license.added", object_kind="license", object_id=row.id)
    record_fact(PROVIDER_CHANGED, actor, provider_id)
    return row.id


@transaction.atomic
def renew_license(actor: Actor, *, license_id: UUID, expires_on: date, evidence: Evidence) -> None:
    """Let a license last longer, on new evidence.

    Raises NotPermitted, NoSuchLicense, DatesWrong, LicenseExpired or EvidenceWrong.
    """
    row = license_row(license_id, is_locked=True)
    provider = provider_row(row.provider_id)
    own_or_others(actor, provider, own=CHANGE_OWN_CREDENTIALS, others=CHANGE_CREDENTIALS)
    require_license(
        state=row.state,
        kind=LicenseKind(row.kind),
        profession=Profession(provider.profession),
        number=row.number,
        issued_on=row.issued_on,
        expires_on=expires_on,
        now=now(),
    )
    row.expires_on, row.ends_at, row.lapse_noted_at = expires_on, license_ends_at(row.state, expires_on), None
    if row.status in {LicenseStatus.PENDING, LicenseStatus.ACTIVE}:
        _stand_on(row, evidence, provider)
    row.save()
    record(actor, "credentialing.license.renewed", object_kind="license", object_id=row.id)
    record_fact(PROVIDER_CHANGED, actor, row.provider_id)


def _stand_on(row: License, evidence: Evidence, provider: Provider) -> None:
    """Keep the evidence as a check, and let the license be active on it."""
    row.evidence = keep_check(
        provider=provider,
        kind=CheckKind.LICENSE,
        subject=f"{row.state} {row.number}",
        source=evidence.source,
        outcome=Outcome.GOOD,
        finding="evidence",
        raw=evidence.document,
        media_type=media_type_of(evidence.document),
        checked_at=now(),
    )
    row.status = LicenseStatus.ACTIVE
