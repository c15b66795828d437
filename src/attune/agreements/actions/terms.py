"""Offering terms to a practice, and ending a contract."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from attune.agreements.errors import NoTerms, ReasonMissing, TermsInForce
from attune.agreements.facts import CONTRACT_ENDED
from attune.agreements.models import ContractTerms
from attune.agreements.permissions import END_CONTRACT, OFFER_TERMS
from attune.agreements.rules.terms import require_commission, require_notice
from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize, system_actor
from attune.foundation.clock import now
from attune.foundation.facts import record_fact
from attune.foundation.tenancy import current_scope
from attune.practices.actions.move import note_agreement


@transaction.atomic
def offer_terms(actor: Actor, *, commission_bps: int) -> UUID:
    """Offer the scope's practice a share in basis points, in place of an offer it has not signed; return the terms' id.

    Raises NotPermitted, CommissionOutOfBounds, or TermsInForce where a contract runs.
    """
    authorize(actor, OFFER_TERMS)
    require_commission(commission_bps)
    row = open_terms()
    if row is not None and row.begins_at is not None:
        raise TermsInForce
    row = row or ContractTerms(offered_at=now())
    row.commission_bps = commission_bps
    row.save()
    record(actor, "agreements.terms.offered", object_kind="terms", object_id=row.id, reason=f"{commission_bps} bps")
    return row.id


@transaction.atomic
def end_contract(actor: Actor, *, ends_at: datetime, reason: str, is_breached: bool = False) -> None:
    """End the contract of the scope's practice at a moment; from then on nothing is booked there, without a job.

    With notice, unless the other side broke it gravely. Raises NotPermitted, NoTerms, ReasonMissing, EndsInThePast
    or NoticeTooShort.
    """
    authorize(actor, END_CONTRACT)
    row = open_terms()
    if row is None or row.begins_at is None:
        raise NoTerms
    if not reason.strip():
        raise ReasonMissing
    require_notice(ends_at, now=now(), is_breached=is_breached)
    row.ends_at, row.end_reason = ends_at, reason.strip()[:200]
    row.save(update_fields=["ends_at", "end_reason"])
    practice_id = current_scope("A contract").holder_id
    note_agreement(system_actor(practice_id, request_id=actor.request_id), is_agreed=True, live_until=ends_at)
    record(actor, "agreements.contract.ended", object_kind="terms", object_id=row.id, reason=row.end_reason)
    record_fact(CONTRACT_ENDED, actor, row.id)


def open_terms() -> ContractTerms | None:
    """Return the terms that are offered or run without an end, locked."""
    return ContractTerms.objects.select_for_update().filter(ends_at=None).first()
