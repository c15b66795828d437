"""Signing an agreement in the browser: the exact words, the typed name, the document."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from attune.agreements.actions.terms import open_terms
from attune.agreements.errors import NameDoesNotMatch, SignedAlready, TextMovedOn
from attune.agreements.facts import SIGNED
from attune.agreements.gateways import DocumentPrinter, SignedDocument
from attune.agreements.models import ContractTerms, Signature
from attune.agreements.permissions import SIGN_FOR_PRACTICE, SIGN_FOR_SELF
from attune.agreements.queries.in_force import outstanding
from attune.agreements.queries.texts import ToSign, commission_bps, words_to_sign
from attune.agreements.rules.kinds import CUSTODY, AgreementKind
from attune.agreements.rules.policy import AgreementPolicy
from attune.agreements.rules.terms import require_commission, require_custody_clause
from attune.agreements.rules.texts import is_name_of
from attune.audit.actions.record import record
from attune.foundation.authorization import Actor, authorize, system_actor
from attune.foundation.clock import now
from attune.foundation.database.violations import violates
from attune.foundation.facts import record_fact
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.practices.actions.move import note_agreement

ONCE = ("a_practice_signs_a_text_once", "a_member_signs_a_text_once")


@transaction.atomic
def sign_agreement(
    actor: Actor, *, kind: AgreementKind, typed_name: str, read_hash: str, signed_at: datetime, printer: DocumentPrinter
) -> UUID:
    """Sign the words whose SHA-256 is ``read_hash``, for the practice or for oneself; return the signature's id.

    ``signed_at`` is real time (UTC). A platform contract begins with its signature.
    Raises NotPermitted, NoSuchAgreement, TextMovedOn, NameDoesNotMatch, SignedAlready, CommissionOutOfBounds
    or CustodyClauseMissing.
    """
    authorize(actor, SIGN_FOR_SELF if kind in policy(AgreementPolicy).of_members else SIGN_FOR_PRACTICE)
    words = words_to_sign(actor, kind)
    if words.text_hash != read_hash:
        raise TextMovedOn
    if not is_name_of(typed_name, words.signer.name):
        raise NameDoesNotMatch(typed_name)
    if all(one.kind is not kind for one in outstanding(actor)):
        raise SignedAlready(kind)
    row = _signature(words, typed_name=" ".join(typed_name.split()), signed_at=signed_at, printer=printer)
    if kind is AgreementKind.PLATFORM_CONTRACT:
        _begin_contract(row, words)
    record(actor, "agreements.agreement.signed", object_kind="signature", object_id=row.id, reason=kind)
    if words.signatory_id is None:
        _note(actor)
    record_fact(SIGNED, actor, row.id)
    return row.id


def _signature(words: ToSign, *, typed_name: str, signed_at: datetime, printer: DocumentPrinter) -> Signature:
    pages = SignedDocument(
        title=words.title,
        version=words.version,
        parties=words.parties,
        sections=words.sections,
        typed_name=typed_name,
        email=words.signer.email,
        signed_at=signed_at,
        text_hash=words.text_hash,
    )
    try:
        with transaction.atomic():
            return Signature.objects.create(
                kind=words.kind.value,
                version=words.version,
                renewal=ContractTerms.objects.exclude(begins_at=None).filter(ends_at__lte=now()).count(),
                title=words.title,
                signatory_id=words.signatory_id,
                signed_by=words.signer.person_id,
                typed_name=typed_name,
                signed_at=signed_at,
                exact_text=words.body,
                text_hash=words.text_hash,
                document=printer.printed(pages),
            )
    except IntegrityError as error:
        if not any(violates(error, name) for name in ONCE):
            raise
        raise SignedAlready(words.kind) from error


def _begin_contract(signature: Signature, words: ToSign) -> None:
    section = words.contents.get(CUSTODY, "")
    clause = f"Section {section}" if section else ""
    require_custody_clause(clause)
    share = commission_bps()
    require_commission(share)
    row = open_terms() or ContractTerms(offered_at=now(), commission_bps=share)
    row.signature, row.custody_clause, row.begins_at = signature, clause, now()
    row.save()


def _note(actor: Actor) -> None:
    """Tell the registry whether everything the practice signs is signed now."""
    practice_id = current_scope("A signature").holder_id
    is_agreed = all(one.is_own for one in outstanding(actor))
    signed = ContractTerms.objects.exclude(begins_at=None).order_by("-begins_at")
    live_until = signed.values_list("ends_at", flat=True).first()
    system = system_actor(practice_id, request_id=actor.request_id)
    note_agreement(system, is_agreed=is_agreed, live_until=live_until)
