"""What credentialing tells those above it."""

from attune.foundation.facts import fact

PROVIDER_CHANGED = fact("credentialing.provider.changed")
"""Something changed that decides what may be published of a provider, or booked. Reference: the provider's id."""
ORGANIZATION_CHECKED = fact("credentialing.organization.checked")
"""The registry was asked about a practice's own NPI. Reference: the practice's id."""
