"""What is agreed in a practice, what is outstanding, and the signed documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from attune.agreements.errors import NoSuchAgreement
from attune.agreements.models import AgreementText, ContractTerms, Signature
from attune.agreements.permissions import SEE_AGREEMENTS, SEE_TERMS, SIGN_FOR_PRACTICE
from attune.agreements.queries.texts import texts_that_hold
from attune.agreements.rules.kinds import AgreementKind
from attune.agreements.rules.policy import AgreementPolicy
from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize, may
from attune.foundation.clock import now
from attune.foundation.policies import policy


@dataclass(frozen=True, slots=True)
class Agreement:
    """A signed agreement. ``is_newest``: no later version is to be signed. Times are UTC."""

    signature_id: UUID
    kind: AgreementKind
    title: str
    version: int
    signatory_id: UUID | None
    signed_by: UUID
    typed_name: str
    signed_at: datetime
    text_hash: str
    is_newest: bool


@dataclass(frozen=True, slots=True)
class Outstanding:
    """An agreement that is to be signed; ``is_own``: by the member who looks, for themselves."""

    kind: AgreementKind
    title: str
    version: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """What the practice pays the platform. ``begins_at`` None: offered and not signed."""

    commission_bps: int
    custody_clause: str
    begins_at: datetime | None
    ends_at: datetime | None
    end_reason: str

    def is_in_force(self, moment: datetime) -> bool:
        """Return whether the contract holds at a moment."""
        return (
            self.begins_at is not None and self.begins_at <= moment and (self.ends_at is None or moment < self.ends_at)
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A signed agreement as a file."""

    name: str
    content: bytes


def in_force(actor: Actor) -> list[Agreement]:
    """Return every signature of the scope's practice, the latest first. Raises NotPermitted."""
    authorize(actor, SEE_AGREEMENTS)
    return _signed(texts_that_hold(AgreementKind))


def outstanding(actor: Actor) -> list[Outstanding]:
    """Return what the practice, and the actor as its member, have still to sign. Raises NotPermitted."""
    authorize(actor, SEE_AGREEMENTS)
    decided, texts = policy(AgreementPolicy), texts_that_hold(AgreementKind)
    signed = {(one.kind, one.signatory_id) for one in _signed(texts) if one.is_newest}
    wanted: list[tuple[AgreementKind, UUID | None]] = [(kind, None) for kind in decided.of_practices]
    if actor.person_id is not None and not actor.is_operator:
        wanted += [(kind, actor.person_id) for kind in decided.of_members]
    return [
        Outstanding(kind, texts[kind].title, texts[kind].version, is_own=signatory is not None)
        for kind, signatory in wanted
        if kind in texts and ((kind, signatory) not in signed or (signatory is None and _has_ended(kind)))
    ]


def has_attested(actor: Actor, person_id: UUID) -> bool:
    """Return whether a member has signed, in its newest version, all that each member signs. Raises NotPermitted."""
    signed = {one.kind for one in in_force(actor) if one.is_newest and one.signatory_id == person_id}
    return set(policy(AgreementPolicy).of_members) <= signed


def terms(actor: Actor) -> Terms | None:
    """Return the latest terms of the scope's practice, if any were offered. Raises NotPermitted."""
    authorize(actor, SEE_TERMS)
    row = ContractTerms.objects.order_by("-offered_at", "-id").first()
    if row is None:
        return None
    return Terms(row.commission_bps, row.custody_clause, row.begins_at, row.ends_at, row.end_reason)


def document(actor: Actor, signature_id: UUID) -> Document:
    """Return a signed agreement as a file, and record that it was read.

    What a colleague signed for themselves is not there. Raises NotPermitted or NoSuchAgreement.
    """
    authorize(actor, SEE_AGREEMENTS)
    row = Signature.objects.filter(id=signature_id).first()
    if row is None or not _is_open_to(actor, row):
        raise NoSuchAgreement(signature_id)
    record(actor, "agreements.document.read", object_kind="signature", object_id=row.id)
    return Document(f"{row.kind}-{row.version}.pdf".replace("_", "-"), bytes(row.document))


def _signed(texts: Mapping[AgreementKind, AgreementText]) -> list[Agreement]:
    newest = {kind: text.version for kind, text in texts.items()}
    rows = Signature.objects.defer("document", "exact_text").order_by("-signed_at", "-id")
    return [
        Agreement(
            signature_id=row.id,
            kind=AgreementKind(row.kind),
            title=row.title,
            version=row.version,
            signatory_id=row.signatory_id,
            signed_by=row.signed_by,
            typed_name=row.typed_name,
            signed_at=row.signed_at,
            text_hash=row.text_hash,
            is_newest=row.version >= newest.get(AgreementKind(row.kind), 0),
        )
        for row in rows
    ]


def _is_open_to(actor: Actor, row: Signature) -> bool:
    return row.signatory_id in (None, actor.person_id) or may(actor, SIGN_FOR_PRACTICE)


def _has_ended(kind: AgreementKind) -> bool:
    """Return whether the contract that was signed is over, so that a new one is to be signed."""
    if kind is not AgreementKind.PLATFORM_CONTRACT:
        return False
    row = ContractTerms.objects.order_by("-offered_at", "-id").first()
    return row is not None and row.ends_at is not None and row.ends_at <= now()
