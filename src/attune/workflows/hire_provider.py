"""Hiring a provider where providers are employed: the checklist, the start, and the end in one step."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from attune.agreements.queries.in_force import has_attested
from attune.credentialing.actions.add_provider import add_provider
from attune.credentialing.actions.provider_states import activate_provider, leave_provider
from attune.credentialing.queries.providers import ProviderFacts, providers_here
from attune.credentialing.queries.readiness import readiness
from attune.credentialing.rules.clearance import Standing
from attune.credentialing.rules.professions import Profession
from attune.foundation.authorization import Actor
from attune.identity.queries.roster import members_of
from attune.practices.actions.employ import begin_hiring, confirm_employment, end_employment
from attune.practices.errors import ItemsMissing
from attune.practices.queries.organization import Hire, hire
from attune.practices.rules.hiring import EmploymentKind
from attune.workflows.part_with_member import part_with_member

ATTESTATION = "attestation"
IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class NewProvider:
    """Who is hired, as registers know them. ``zone`` is an IANA name."""

    name: str
    profession: Profession
    npi: str
    zone: str
    legal_given_name: str
    legal_family_name: str
    birth_date: date


@dataclass(frozen=True, slots=True)
class Hiring:
    """An employment with all that is left before its provider practises."""

    hire: Hire
    provider: ProviderFacts | None
    missing: tuple[str, ...]

    @property
    def is_active(self) -> bool:
        """Return whether the provider practises."""
        return self.provider is not None and self.provider.state is Standing.ACTIVE


def begin_hire(actor: Actor, *, person_id: UUID, kind: EmploymentKind, starts_on: date, provider: NewProvider) -> UUID:
    """Begin to hire a member, and return the employment's id; the checks of their credentials begin at once.

    Raises what begin_hiring and add_provider raise.
    """
    employment_id = begin_hiring(actor, person_id=person_id, kind=kind, starts_on=starts_on)
    add_provider(
        actor,
        person_id=person_id,
        name=provider.name,
        profession=provider.profession,
        npi=provider.npi,
        zone=provider.zone,
        legal_given_name=provider.legal_given_name,
        legal_family_name=provider.legal_family_name,
        birth_date=provider.birth_date,
    )
    return employment_id


def hiring(actor: Actor, employment_id: UUID) -> Hiring:
    """Return how far a hiring has come. Raises NotPermitted or NoSuchEmployment."""
    found = hire(actor, employment_id)
    provider = next((one for one in providers_here(actor) if one.person_id == found.person_id), None)
    attested = () if has_attested(actor, found.person_id) else (ATTESTATION,)
    credentials = readiness(actor, provider.provider_id).missing if provider else (IDENTITY,)
    return Hiring(found, provider, (*found.missing_items, *attested, *credentials))


def complete_hire(actor: Actor, *, employment_id: UUID) -> None:
    """Let an employment count, and its provider practise from its first day on.

    Raises NotPermitted, NoSuchEmployment, or ItemsMissing with every item that is left.
    """
    found = hiring(actor, employment_id)
    if found.missing:
        raise ItemsMissing(found.missing)
    assert found.provider is not None
    confirm_employment(actor, employment_id=employment_id)
    if found.provider.state is Standing.JOINING:
        activate_provider(actor, provider_id=found.provider.provider_id)


def end_hire(actor: Actor, *, employment_id: UUID, ends_on: date, reason: str) -> None:
    """End an employment: the provider is gone and their access ends, both at once.

    ``ends_on`` is the first day that is no longer paid for. Raises NotPermitted, NoSuchEmployment, ReasonMissing,
    EndsBeforeItBegins, and what part_with_member raises.
    """
    found = hiring(actor, employment_id)
    end_employment(actor, employment_id=employment_id, ends_on=ends_on, reason=reason)
    if found.provider is not None and found.provider.state is not Standing.LEFT:
        leave_provider(actor, provider_id=found.provider.provider_id, reason=reason)
    membership = next((one for one in members_of(actor) if one.person_id == found.hire.person_id), None)
    if membership is not None:
        part_with_member(actor, membership_id=membership.membership_id, reason=reason)
