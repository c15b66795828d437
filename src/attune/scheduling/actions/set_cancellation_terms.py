"""Setting what a provider asks of who cancels late or does not come."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.credentialing.queries.providers import provider
from attune.foundation.authorization import Actor, NotPermitted, Role, authorize
from attune.foundation.policies import policy
from attune.scheduling.booking_errors import TermsOutOfBounds
from attune.scheduling.booking_permissions import SET_TERMS
from attune.scheduling.models import CancellationTerms
from attune.scheduling.rules.policy import BookingPolicy, CancellationPolicy


@transaction.atomic
def set_cancellation_terms(actor: Actor, *, provider_id: UUID, terms: CancellationPolicy) -> None:
    """Let a provider's sessions be booked under these terms from now on; what is booked keeps its own.

    Providers set their own, owners and administrators anyone's. Raises NotPermitted, NoSuchProvider or
    TermsOutOfBounds.
    """
    authorize(actor, SET_TERMS)
    found = provider(actor, provider_id)
    if found.person_id != actor.person_id and not actor.roles & {Role.OWNER, Role.ADMINISTRATOR}:
        raise NotPermitted(SET_TERMS.name)
    broken = policy(BookingPolicy).broken_bound(terms)
    if broken is not None:
        raise TermsOutOfBounds(broken)
    CancellationTerms.objects.update_or_create(
        provider_id=provider_id,
        defaults={
            "free_until_hours": terms.free_until_hours,
            "late_fee_bps": terms.late_fee_bps,
            "missed_fee_bps": terms.missed_fee_bps,
        },
    )
    record(actor, "scheduling.terms.set", object_kind="provider", object_id=provider_id)
