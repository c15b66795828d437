"""What scheduling tells whoever stands above it. The reference is the provider's id."""

from attune.foundation.facts import fact

HOURS_CHANGED = fact("scheduling.hours.changed")
OFFERING_CHANGED = fact("scheduling.offering.changed")
