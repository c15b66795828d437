"""Changing what a provider says of themselves, and whether they take new patients."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.credentialing.errors import ChoiceUnknown
from attune.credentialing.facts import PROVIDER_CHANGED
from attune.credentialing.permissions import CHANGE_CREDENTIALS, CHANGE_OWN_CREDENTIALS
from attune.credentialing.queries.rows import own_or_others, profile_row, provider_row
from attune.directory.rules.vocabulary import AGE_GROUPS, CONCERNS, GENDERS, LANGUAGES, MODALITIES, PAYERS
from attune.foundation.authorization import Actor
from attune.foundation.facts import record_fact

VOCABULARY: Mapping[str, Mapping[str, str]] = {
    "specialties": CONCERNS,
    "modalities": MODALITIES,
    "languages": LANGUAGES,
    "age_groups": AGE_GROUPS,
    "payers": PAYERS,
}


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """The profile as it is to be. An empty ``gender`` is not shared."""

    approach: str = ""
    specialties: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    age_groups: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()
    gender: str = ""
    takes_new_patients: bool = True
    weekly_sessions_max: int = 25


@transaction.atomic
def update_profile(actor: Actor, *, provider_id: UUID, change: ProfileChange) -> None:
    """Let a provider's profile be this. Their own, or anybody's for those who run the practice.

    Raises NotPermitted, NoSuchProvider or ChoiceUnknown.
    """
    provider = provider_row(provider_id, is_locked=True)
    own_or_others(actor, provider, own=CHANGE_OWN_CREDENTIALS, others=CHANGE_CREDENTIALS)
    profile = profile_row(provider_id, is_locked=True)
    for field, known in VOCABULARY.items():
        setattr(profile, field, _in_order(field, getattr(change, field), known))
    if change.gender:
        _in_order("gender", [change.gender], GENDERS)
    profile.gender, profile.approach = change.gender, change.approach.strip()
    profile.full_clean(exclude=["practice_id", "provider", *VOCABULARY], validate_constraints=False)
    profile.save()
    provider.takes_new_patients = change.takes_new_patients
    provider.weekly_sessions_max = change.weekly_sessions_max
    provider.save(update_fields=["takes_new_patients", "weekly_sessions_max"])
    record(actor, "credentialing.profile.changed", object_kind="provider", object_id=provider_id)
    record_fact(PROVIDER_CHANGED, actor, provider_id)


def _in_order(field: str, codes: Collection[str], known: Mapping[str, str]) -> list[str]:
    for code in codes:
        if code not in known:
            raise ChoiceUnknown(field, code)
    return [code for code in known if code in codes]
