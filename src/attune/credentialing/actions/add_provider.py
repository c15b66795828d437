"""Adding a provider: who they are and what their profession is; the checks begin at once."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from attune.audit.actions.record import record
from attune.credentialing.actions.screen_providers import screen_providers
from attune.credentialing.errors import AlreadyProvider, ZoneUnknown
from attune.credentialing.facts import PROVIDER_CHANGED
from attune.credentialing.models import Profile, Provider
from attune.credentialing.permissions import ADD_PROVIDERS
from attune.credentialing.rules.identity import Identity, require_identity
from attune.credentialing.rules.professions import Profession
from attune.foundation.authorization import Actor, authorize, system_actor
from attune.foundation.background import later
from attune.foundation.clock import now
from attune.foundation.database.violations import violates
from attune.foundation.facts import record_fact

CHECK_NPI = "credentialing.check_npi"


@transaction.atomic
def add_provider(
    actor: Actor,
    *,
    person_id: UUID,
    name: str,
    profession: Profession,
    npi: str,
    zone: str,
    legal_given_name: str = "",
    legal_family_name: str = "",
    birth_date: date | None = None,
) -> UUID:
    """Let a person be a provider of the actor's practice, not active yet, and return the provider's id.

    The registry is asked about the NPI after the commit, and the exclusion lists at once. An empty NPI, and no
    birth date, may follow later; nobody is active without. ``zone`` is an IANA name.
    Raises NotPermitted, NameMissing, NpiWrong, BirthDateWrong, ZoneUnknown or AlreadyProvider.
    """
    authorize(actor, ADD_PROVIDERS)
    given = Identity(name, npi, legal_given_name, legal_family_name, birth_date)
    identity = require_identity(given, today=now().date())
    row = Provider(
        person_id=person_id,
        name=identity.name,
        profession=Profession(profession),
        npi=identity.npi,
        zone=known_zone(zone),
        legal_given_name=identity.legal_given_name,
        legal_family_name=identity.legal_family_name,
        birth_date="" if birth_date is None else birth_date.isoformat(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if not violates(error, "a_person_is_one_provider"):
            raise
        raise AlreadyProvider from error
    Profile.objects.create(provider=row, slug=f"{slugify(identity.name)[:70]}-{row.id.hex[-6:]}")
    record(actor, "credentialing.provider.added", object_kind="provider", object_id=row.id)
    look_into(actor, row)
    record_fact(PROVIDER_CHANGED, actor, row.id)
    return row.id


def look_into(actor: Actor, provider: Provider, *, asks_registry: bool = True) -> None:
    """Begin the checks that a new or changed identity needs."""
    screen_providers(system_actor(provider.practice_id, request_id=actor.request_id), provider_ids=[provider.id])
    if provider.npi and asks_registry:
        later(CHECK_NPI, provider.id, run_soon=True)


def known_zone(zone: str) -> str:
    """Return an IANA name that the world keeps. Raises ZoneUnknown."""
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError):
        raise ZoneUnknown(zone) from None
