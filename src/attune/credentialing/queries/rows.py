"""The one door to a provider's rows, for credentialing itself."""

from uuid import UUID

from attune.credentialing.errors import NoSuchLicense, NoSuchProvider
from attune.credentialing.models import License, Profile, Provider
from attune.foundation.authorization import Actor, Permission, authorize, may


def provider_row(provider_id: UUID, *, is_locked: bool = False) -> Provider:
    """Return a provider of the open scope's practice. Raises NoSuchProvider."""
    rows = Provider.objects.select_for_update(no_key=True) if is_locked else Provider.objects.all()
    found = rows.filter(id=provider_id).first()
    if found is None:
        raise NoSuchProvider(provider_id)
    return found


def own_or_others(actor: Actor, provider: Provider, *, own: Permission, others: Permission) -> None:
    """Let whoever the provider is pass with ``own``, everybody with ``others``. Raises NotPermitted."""
    if provider.person_id == actor.person_id and may(actor, own):
        return
    authorize(actor, others)


def profile_row(provider_id: UUID, *, is_locked: bool = False) -> Profile:
    """Return a provider's profile: there is one from the start."""
    rows = Profile.objects.select_for_update(no_key=True) if is_locked else Profile.objects.all()
    found = rows.filter(provider_id=provider_id).first()
    if found is None:
        raise NoSuchProvider(provider_id)
    return found


def license_row(license_id: UUID, *, is_locked: bool = False) -> License:
    """Return a license of the open scope's practice. Raises NoSuchLicense."""
    rows = License.objects.select_for_update(no_key=True) if is_locked else License.objects.all()
    found = rows.filter(id=license_id).first()
    if found is None:
        raise NoSuchLicense(license_id)
    return found
