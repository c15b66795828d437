"""The practice's providers, as other contexts see them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from attune.credentialing.errors import NoSuchProvider
from attune.credentialing.models import Profile, Provider
from attune.credentialing.permissions import SEE_PROVIDERS
from attune.credentialing.rules.clearance import Standing
from attune.credentialing.rules.professions import PROFESSIONS, Profession
from attune.foundation.authorization import Actor, authorize


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """What a provider says of themselves. Codes are those of directory's vocabulary."""

    slug: str
    approach: str
    specialties: tuple[str, ...]
    modalities: tuple[str, ...]
    languages: tuple[str, ...]
    age_groups: tuple[str, ...]
    payers: tuple[str, ...]
    gender: str


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """A provider of this practice. ``zone`` is an IANA name."""

    provider_id: UUID
    person_id: UUID
    name: str
    profession: Profession
    npi: str
    zone: str
    state: Standing
    takes_new_patients: bool
    weekly_sessions_max: int
    profile: ProfileFacts

    @property
    def letters(self) -> str:
        """The usual letters of the profession: LCSW."""
        return PROFESSIONS[self.profession].letters

    @property
    def profession_label(self) -> str:
        """The profession in words."""
        return PROFESSIONS[self.profession].label

    @property
    def may_prescribe(self) -> bool:
        """Whether the profession prescribes."""
        return PROFESSIONS[self.profession].may_prescribe


def provider(actor: Actor, provider_id: UUID) -> ProviderFacts:
    """Return one provider of the actor's practice. Raises NotPermitted or NoSuchProvider."""
    authorize(actor, SEE_PROVIDERS)
    found = _with_profiles().filter(Q(provider_id=provider_id)).first()
    if found is None:
        raise NoSuchProvider(provider_id)
    return _facts(found.provider, found)


def providers_here(actor: Actor, *, states: Collection[Standing] = ()) -> tuple[ProviderFacts, ...]:
    """Return every provider of the practice by name, in the given states or in any. Raises NotPermitted."""
    authorize(actor, SEE_PROVIDERS)
    rows = _with_profiles().order_by("provider__name", "provider_id")
    found = rows.filter(provider__state__in=states) if states else rows
    return tuple(_facts(row.provider, row) for row in found)


def provider_of_person(actor: Actor) -> ProviderFacts | None:
    """Return the provider the actor is in this practice, None if they are none. Raises NotPermitted."""
    authorize(actor, SEE_PROVIDERS)
    if actor.person_id is None:
        return None
    found = _with_profiles().filter(Q(provider__person_id=actor.person_id)).first()
    return None if found is None else _facts(found.provider, found)


def facts_of_rows(rows: list[Provider]) -> tuple[ProviderFacts, ...]:
    """Return the facts of rows at hand; for credentialing itself."""
    profiles = {one.provider_id: one for one in Profile.objects.filter(provider_id__in=[row.id for row in rows])}
    return tuple(_facts(row, profiles[row.id]) for row in rows)


def _with_profiles() -> QuerySet[Profile]:
    """Return profiles, of which each provider has one, with the provider's row."""
    return Profile.objects.select_related("provider")


def _facts(row: Provider, profile: Profile) -> ProviderFacts:
    return ProviderFacts(
        provider_id=row.id,
        person_id=row.person_id,
        name=row.name,
        profession=Profession(row.profession),
        npi=row.npi,
        zone=row.zone,
        state=Standing(row.state),
        takes_new_patients=row.takes_new_patients,
        weekly_sessions_max=row.weekly_sessions_max,
        profile=ProfileFacts(
            slug=profile.slug,
            approach=profile.approach,
            specialties=tuple(profile.specialties),
            modalities=tuple(profile.modalities),
            languages=tuple(profile.languages),
            age_groups=tuple(profile.age_groups),
            payers=tuple(profile.payers),
            gender=profile.gender,
        ),
    )
