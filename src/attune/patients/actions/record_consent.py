"""Agreeing to a text in the words one was shown."""

from uuid import UUID

from django.db import transaction

from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize
from attune.foundation.tenancy import current_scope
from attune.patients.errors import NoSuchDependent, NoSuchText, NotSigned
from attune.patients.models import Dependent, PersonConsent
from attune.patients.permissions import CONSENT
from attune.patients.rules.consent_texts import TEXTS
from attune.patients.rules.consents import text_in_force


@transaction.atomic
def record_consent(
    actor: Actor,
    *,
    kind: str,
    text_hash: str,
    state: str,
    signed_name: str,
    dependent_id: UUID | None = None,
    address: str = "",
) -> UUID:
    """Write down who agreed to which text, for themselves or for a child, and return the consent's id.

    In the person's own scope. ``text_hash`` is of the words that were shown: if a newer text is in
    force by now, NoSuchText. The same text again is the same consent. Raises NotPermitted, NotSigned,
    NoSuchText or NoSuchDependent.
    """
    authorize(actor, CONSENT)
    name = signed_name.strip()[:120]
    if not name:
        raise NotSigned
    if dependent_id is not None and not Dependent.objects.filter(id=dependent_id).exists():
        raise NoSuchDependent(dependent_id)
    text = text_in_force(TEXTS, kind=kind, state=state, is_guardians=dependent_id is not None)
    if text is None or text.text_hash != text_hash:
        raise NoSuchText(kind, text.version if text else "")
    told = {"kind": kind, "version": text.version, "state": text.state, "dependent_id": dependent_id}
    row = PersonConsent(
        **told,
        text_hash=text_hash,
        signed_name=name,
        signed_at=current_scope("A consent").now,
        address=address,
    )
    PersonConsent.objects.bulk_create([row], ignore_conflicts=True)
    kept = PersonConsent.objects.get(**told)
    if kept.id == row.id:
        record(
            actor, "patients.consent.given", object_kind="consent", object_id=kept.id, reason=f"{kind} {text.version}"
        )
    return kept.id
