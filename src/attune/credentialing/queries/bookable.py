"""Where a provider can be booked now, and until when."""

from datetime import datetime
from uuid import UUID

from attune.credentialing.queries.clearance_facts import clearance_facts
from attune.credentialing.rules.clearance import ClearanceFacts, cleared_until


def bookable_states(provider_id: UUID, now: datetime) -> dict[str, datetime]:
    """Return each state in which a plain session could be booked, with the moment (UTC, exclusive) that ends.

    Empty for whoever is not cleared anywhere. In the practice's scope. Raises NoSuchProvider.
    """
    return states_of(clearance_facts(provider_id), now)


def bookable_until(provider_id: UUID, now: datetime) -> datetime | None:
    """Return when the first of these states ends: after it, what is published is no longer true. None: nowhere."""
    return min(bookable_states(provider_id, now).values(), default=None)


def states_of(facts: ClearanceFacts, now: datetime) -> dict[str, datetime]:
    """Return the same from facts at hand."""
    found = {
        state: cleared_until(facts, patient_state=state, moment=now)
        for state in sorted({one.state for one in facts.licenses})
    }
    return {state: until for state, until in found.items() if until is not None}
