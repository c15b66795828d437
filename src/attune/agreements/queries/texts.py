"""The texts that hold, and the exact words somebody is to sign."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from attune.agreements.errors import NoSuchAgreement
from attune.agreements.models import AgreementText, ContractTerms
from attune.agreements.permissions import SEE_AGREEMENTS
from attune.agreements.rules.kinds import AgreementKind
from attune.agreements.rules.policy import AgreementPolicy
from attune.agreements.rules.texts import Section, filled, hash_of, percent, sections
from attune.foundation.authorization import Actor, authorize
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.identity.queries.people import NamedPerson, named_person
from attune.practices.queries.application import legal_name


@dataclass(frozen=True, slots=True)
class ToSign:
    """The exact words for one practice or one of its members, and their SHA-256."""

    kind: AgreementKind
    version: int
    title: str
    body: str
    text_hash: str
    parties: tuple[str, ...]
    contents: dict[str, str]
    signatory_id: UUID | None
    signer: NamedPerson

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return the words in their parts."""
        return sections(self.body)


def texts_that_hold(kinds: Iterable[AgreementKind]) -> dict[AgreementKind, AgreementText]:
    """Return for each kind its newest version that is in effect today (UTC)."""
    rows = AgreementText.objects.filter(kind__in=list(kinds), effective_on__lte=now().date()).order_by("version")
    return {AgreementKind(row.kind): row for row in rows}


def words_to_sign(actor: Actor, kind: AgreementKind) -> ToSign:
    """Return what the practice, or the actor as its member, is to sign. Raises NotPermitted or NoSuchAgreement."""
    authorize(actor, SEE_AGREEMENTS)
    decided = policy(AgreementPolicy)
    text = texts_that_hold([kind]).get(kind)
    if text is None or kind not in (*decided.of_practices, *decided.of_members) or actor.person_id is None:
        raise NoSuchAgreement(kind)
    signer = named_person(actor.person_id)
    practice, platform = legal_name(actor), settings.MAIL_BRAND
    is_own = kind in decided.of_members
    values = {
        "platform": platform,
        "practice": practice,
        "member": signer.name,
        "commission": percent(commission_bps()),
    }
    body = filled(text.body, values)
    return ToSign(
        kind=kind,
        version=text.version,
        title=text.title,
        body=body,
        text_hash=hash_of(body),
        parties=(practice, signer.name if is_own else platform),
        contents=dict(text.contents),
        signatory_id=actor.person_id if is_own else None,
        signer=signer,
    )


def commission_bps() -> int:
    """Return the share the scope's practice is offered or pays, in basis points; 0 where there is none."""
    own = ContractTerms.objects.filter(ends_at=None).values_list("commission_bps", flat=True).first()
    return own if own is not None else policy(AgreementPolicy).commission_bps or 0
