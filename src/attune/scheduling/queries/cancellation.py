"""Which cancellation policy a provider's sessions are booked under."""

from uuid import UUID

from attune.foundation.policies import policy
from attune.scheduling.models import CancellationTerms
from attune.scheduling.rules.policy import BookingPolicy, CancellationPolicy


def cancellation_terms_of(provider_id: UUID) -> CancellationPolicy:
    """Return a provider's own terms, or the edition's standard. What is booked already keeps its own."""
    rules = policy(BookingPolicy)
    if rules.is_uniform:
        return rules.standard
    own = CancellationTerms.objects.filter(provider_id=provider_id).first()
    if own is None:
        return rules.standard
    return CancellationPolicy(own.free_until_hours, own.late_fee_bps, own.missed_fee_bps)
