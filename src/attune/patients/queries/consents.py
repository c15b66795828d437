"""What a person agreed to, and what is still to be agreed to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from attune.foundation.policies import policy
from attune.patients.models import PersonConsent
from attune.patients.rules.consent_texts import TEXTS
from attune.patients.rules.consents import ConsentText, Signature, texts_wanted, unsigned
from attune.patients.rules.policy import OnboardingPolicy


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """A text somebody agreed to."""

    consent_id: UUID
    kind: str
    title: str
    paragraphs: tuple[str, ...]
    version: str
    signed_name: str
    signed_at: datetime
    dependent_id: UUID | None


def wanted_texts(*, state: str, is_guardians: bool) -> tuple[ConsentText, ...]:
    """Return what this edition asks everybody to agree to before a first session."""
    kinds = policy(OnboardingPolicy).consents
    return texts_wanted(TEXTS, kinds=kinds, state=state, is_guardians=is_guardians)


def missing_consents(*, state: str, dependent_id: UUID | None = None) -> tuple[ConsentText, ...]:
    """Return what the scope's person has still to agree to, for themselves or for a child."""
    rows = PersonConsent.objects.filter(Q(dependent_id=dependent_id)).values_list("kind", "text_hash")
    signed = {Signature(kind, text_hash) for kind, text_hash in rows}
    return unsigned(wanted_texts(state=state, is_guardians=dependent_id is not None), signed=signed)


def given_consents() -> tuple[GivenConsent, ...]:
    """Return what the scope's person agreed to, newest first."""
    return tuple(_given(row) for row in PersonConsent.objects.order_by("-signed_at", "-id"))


def _given(row: PersonConsent) -> GivenConsent:
    """Return a consent with the words that were signed: every text that ever was is still there."""
    text = next(text for text in TEXTS if text.text_hash == row.text_hash)
    return GivenConsent(
        consent_id=row.id,
        kind=row.kind,
        title=text.title,
        paragraphs=text.paragraphs,
        version=row.version,
        signed_name=row.signed_name,
        signed_at=row.signed_at,
        dependent_id=row.dependent_id,
    )
