"""Where a practice stands, as clearance asks: live, its agreements in force, its states open."""

from uuid import UUID

from attune.credentialing.rules.clearance import PracticeFacts
from attune.practices.queries.registry import registered


def practice_facts(practice_id: UUID) -> PracticeFacts:
    """Return, in the practice's open scope, what clearance needs to know of it."""
    is_live = registered(practice_id).state == "active"
    return PracticeFacts(is_live=is_live, has_agreements=is_live)
