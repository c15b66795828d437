"""Providers for tests: made by the product's own actions, with a registry that answers what a test says."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

from attune.credentialing.actions.add_license import Evidence, add_license
from attune.credentialing.actions.add_provider import add_provider
from attune.credentialing.actions.check_npi import keep_npi_answer
from attune.credentialing.actions.provider_states import activate_provider
from attune.credentialing.gateways.npi_registry import RegistryAnswer
from attune.credentialing.models import Provider
from attune.credentialing.rules.clearance import Reason
from attune.credentialing.rules.licenses import LicenseKind
from attune.credentialing.rules.policy import CredentialingPolicy, Reviewer
from attune.credentialing.rules.professions import Profession
from attune.credentialing.rules.registry import RegistryEntry
from attune.credentialing.rules.screening import person_name
from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.practices.models import Employment, OrganizationAuthorization
from attune.practices.rules.hiring import EmploymentKind
from attune.practices.rules.policy import StandingPolicy
from tests.support.people import a_practice

NPI = "1000000004"
OTHER_NPI = "1456000011"
PDF = Evidence(b"%PDF-1.7 a license")
BORN = date(1971, 3, 5)
A_WHILE_AGO = date(2026, 1, 5)


def owner_of(practice_id: UUID) -> Actor:
    return Actor(new_id(), practice_id, frozenset({Role.OWNER}))


@contextmanager
def inside(practice_id: UUID) -> Iterator[None]:
    with scope(practice_id, plane=Plane.BUSINESS):
        yield


def practice() -> UUID:
    return a_practice().id


def added(actor: Actor, *, name: str = "Maria Testerson", npi: str = NPI, birth_date: date | None = BORN) -> UUID:
    """Add a psychologist in the open scope."""
    return add_provider(
        actor,
        person_id=new_id(),
        name=name,
        profession=Profession.PSYCHOLOGIST,
        npi=npi,
        zone="America/Chicago",
        birth_date=birth_date,
    )


def verified(
    actor: Actor, provider_id: UUID, *, name: tuple[str, str] = ("MARIA", "TESTERSON"), npi: str = NPI
) -> None:
    """Let the registry say that the NPI is this person's."""
    assert actor.practice_id is not None
    entry = RegistryEntry(npi, is_person=True, is_active=True, names=(person_name(*name),), taxonomies=("103TC0700X",))
    system = system_actor(actor.practice_id)
    keep_npi_answer(system, provider_id=provider_id, npi=npi, answer=RegistryAnswer(entry, b"{}"))


def licensed(actor: Actor, provider_id: UUID, state: str = "TX", *, days: int = 365) -> UUID:
    """Put a license on file that ends so many days from now."""
    today = now().date()
    return add_license(
        actor,
        provider_id=provider_id,
        state=state,
        kind=LicenseKind.PSYCHOLOGIST,
        number="PSY 1234",
        issued_on=today - timedelta(days=400),
        expires_on=today + timedelta(days=days),
        evidence=PDF,
    )


def employed(person_id: UUID, *states: str) -> None:
    """Let a practice that answers for its providers employ this one, and be open in these states."""
    rules = policy(StandingPolicy)
    if rules.needs_employment:
        Employment.objects.create(
            person_id=person_id, kind=EmploymentKind("employee"), starts_on=A_WHILE_AGO, confirmed_at=now()
        )
    open_states(*states)


def open_states(*states: str) -> None:
    """Let a practice that is itself authorized in states be so in these."""
    for state in states if policy(StandingPolicy).needs_state_authorization else ():
        OrganizationAuthorization.objects.get_or_create(state=state, defaults={"begins_on": A_WHILE_AGO})


def closed_state() -> tuple[Reason, ...]:
    """Return what more speaks against a state where the practice itself has to be authorized in it."""
    return (Reason.STATE_NOT_AUTHORIZED,) if policy(StandingPolicy).needs_state_authorization else ()


def reviewer_and_other(practice_id: UUID) -> tuple[Actor, Actor]:
    """Return who judges credentials in this edition, and who would in the other one."""
    both = (Actor(new_id(), PLATFORM_ID, frozenset({Role.CREDENTIALING})), owner_of(practice_id))
    return both if policy(CredentialingPolicy).reviewer is Reviewer.OPERATORS else (both[1], both[0])


def practising(actor: Actor, *states: str, name: str = "Maria Testerson", npi: str = NPI) -> UUID:
    """Add a provider, verify, license and activate them in the open scope."""
    provider_id = added(actor, name=name, npi=npi)
    employed(Provider.objects.get(id=provider_id).person_id, *(states or ("TX",)))
    given, _, family = name.upper().rpartition(" ")
    verified(actor, provider_id, name=(given, family), npi=npi)
    for state in states or ("TX",):
        licensed(actor, provider_id, state)
    activate_provider(actor, provider_id=provider_id)
    return provider_id
