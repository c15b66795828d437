"""Signing in tests: a person with a name, a printer that keeps what it printed."""

from datetime import UTC, datetime
from uuid import UUID

from attune.agreements.actions.sign import sign_agreement
from attune.agreements.gateways import SignedDocument
from attune.agreements.queries.texts import words_to_sign
from attune.agreements.rules.kinds import AgreementKind
from attune.foundation.authorization import Actor, Role
from attune.identity.actions.sign_up import sign_up
from attune.kernel.identifiers import PLATFORM_ID, new_id

SIGNED_AT = datetime(2027, 3, 1, 17, tzinfo=UTC)
NAME = "Mira Okafor"


class FakePrinter:
    """Keeps what it printed."""

    def __init__(self) -> None:
        self.printed_documents: list[SignedDocument] = []

    def printed(self, document: SignedDocument) -> bytes:
        self.printed_documents.append(document)
        return b"%PDF-1.7 " + document.text_hash.encode()


def somebody(practice_id: UUID, *roles: Role, email: str = "mira@example.org", name: str = NAME) -> Actor:
    person_id = sign_up(email=email, name=name, password="quiet room with the lamp on", zone="America/Denver")
    return Actor(person_id, practice_id, frozenset(roles or {Role.OWNER}))


def signed(
    actor: Actor,
    kind: AgreementKind,
    *,
    typed_name: str = NAME,
    read_hash: str = "",
    printer: FakePrinter | None = None,
) -> UUID:
    """Sign what the actor is to sign, as they read it."""
    return sign_agreement(
        actor,
        kind=kind,
        typed_name=typed_name,
        read_hash=read_hash or words_to_sign(actor, kind).text_hash,
        signed_at=SIGNED_AT,
        printer=printer or FakePrinter(),
    )


FINANCE = Actor(new_id(), PLATFORM_ID, frozenset({Role.FINANCE}))
"""Who offers terms for the platform."""
CONTRACT, ASSOCIATE = AgreementKind.PLATFORM_CONTRACT, AgreementKind.BUSINESS_ASSOCIATE
