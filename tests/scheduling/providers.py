"""Providers with something to offer, made by the product's own actions."""

from uuid import UUID

from attune.credentialing.actions.add_provider import add_provider
from attune.credentialing.rules.professions import Profession
from attune.foundation.authorization import Role
from attune.kernel.money import Money
from attune.scheduling.actions.offerings import add_offering
from attune.scheduling.rules.offering import OfferingTerms
from tests.support.world import CastPractice

ZONE = "America/New_York"
TERMS = OfferingTerms(name="Individual session", price=Money(15_000))


def a_provider(practice: CastPractice, *, zone: str = ZONE) -> UUID:
    """Let the cast's provider be one, in the practice's open scope."""
    return add_provider(
        practice[Role.OWNER].actor,
        person_id=practice[Role.PROVIDER].person_id,
        name="Priya Raman",
        profession=Profession.CLINICAL_SOCIAL_WORKER,
        npi="",
        zone=zone,
    )


def an_offering(practice: CastPractice, provider_id: UUID, terms: OfferingTerms = TERMS) -> UUID:
    """Let a provider offer something, in the practice's open scope."""
    return add_offering(practice[Role.OWNER].actor, provider_id=provider_id, terms=terms)
