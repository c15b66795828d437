"""Signing: the exact words, by the right person, once; and what it makes of the practice."""

from datetime import date

import pytest

from attune.agreements.actions.publish_texts import publish_text, texts_of_folder
from attune.agreements.actions.sign import sign_agreement
from attune.agreements.actions.terms import offer_terms
from attune.agreements.errors import (
    NameDoesNotMatch,
    NoSuchAgreement,
    SignedAlready,
    TextMovedOn,
)
from attune.agreements.models import Signature
from attune.agreements.queries.in_force import document, has_attested, in_force, outstanding
from attune.agreements.queries.texts import words_to_sign
from attune.agreements.rules.kinds import AgreementKind
from attune.agreements.rules.policy import AgreementPolicy
from attune.agreements.rules.texts import DraftText, hash_of
from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.integrations.typst.printer import TypstPrinter
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.practices.models import Practice
from tests.agreements.signing import ASSOCIATE, CONTRACT, FINANCE, NAME, SIGNED_AT, FakePrinter, signed, somebody
from tests.practices.applying import applied
from tests.support.people import a_practice

ATTESTATION = AgreementKind.WORKFORCE_ATTESTATION

pytestmark = pytest.mark.usefixtures("db")


def next_version(kind: AgreementKind) -> None:
    """Publish a second version of a text, in effect."""
    first = next(text for text in texts_of_folder() if text.kind is kind)
    body = first.body + "\n\nOne sentence more."
    publish_text(system_actor(None), DraftText(kind, 2, first.title, date(2026, 2, 1), first.contents, body))


def test_an_owner_signs_the_exact_words_for_the_practice():
    practice_id, printer = applied(), FakePrinter()
    owner = somebody(practice_id)

    with scope(practice_id):
        words = words_to_sign(owner, CONTRACT)
        signature_id = signed(owner, CONTRACT, typed_name=" mira  okafor", printer=printer)
        row = Signature.objects.get(id=signature_id)

        assert "Quiet Lamp Counseling LLC" in row.exact_text
        assert "a commission of 15 %" in row.exact_text
        assert (row.exact_text, row.text_hash) == (words.body, hash_of(words.body))
        assert (row.typed_name, row.signed_by, row.signed_at) == ("mira okafor", owner.person_id, SIGNED_AT)
        assert document(owner, signature_id).content == b"%PDF-1.7 " + row.text_hash.encode()
        (page,) = printer.printed_documents
        assert (page.parties, page.email) == (("Quiet Lamp Counseling LLC", "Attune"), "mira@example.org")


def test_a_practice_has_agreed_when_everything_is_signed():
    practice_id = applied()
    owner = somebody(practice_id)

    with scope(practice_id):
        assert [one.kind for one in outstanding(owner)] == [CONTRACT, ASSOCIATE]
        signed(owner, CONTRACT)
        assert Practice.objects.get(id=practice_id).agreed_at is None
        signed(owner, ASSOCIATE)
        assert outstanding(owner) == []
        assert Practice.objects.get(id=practice_id).agreed_at is not None


def test_words_that_changed_since_they_were_read_are_not_signed():
    practice_id = applied()
    owner = somebody(practice_id)

    with scope(practice_id):
        read = words_to_sign(owner, CONTRACT).text_hash
        offer_terms(FINANCE, commission_bps=2_000)
        with pytest.raises(TextMovedOn):
            signed(owner, CONTRACT, read_hash=read)
        assert in_force(owner) == []


def test_who_signs_types_their_own_name_and_signs_once():
    practice_id = applied()
    owner = somebody(practice_id)

    with scope(practice_id):
        with pytest.raises(NameDoesNotMatch):
            signed(owner, CONTRACT, typed_name="Somebody Else")
        signed(owner, CONTRACT)
        with pytest.raises(SignedAlready):
            signed(owner, CONTRACT)
        assert Signature.objects.count() == 1


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PROVIDER, Role.BILLER, Role.AUDITOR])
def test_only_an_owner_signs_for_the_practice(role):
    practice_id = applied()
    member = somebody(practice_id, role)

    with scope(practice_id), pytest.raises(NotPermitted):
        signed(member, CONTRACT)


def test_operators_see_what_is_signed_and_sign_nothing():
    practice_id = applied()
    owner = somebody(practice_id)
    operator = Actor(new_id(), PLATFORM_ID, frozenset({Role.CREDENTIALING}))

    with scope(practice_id, plane=Plane.BUSINESS):
        signed(owner, CONTRACT)
        assert [one.kind for one in in_force(operator)] == [CONTRACT]
        assert [one.kind for one in outstanding(operator)] == [ASSOCIATE]
        with pytest.raises(NotPermitted):
            sign_agreement(
                operator, kind=ASSOCIATE, typed_name=NAME, read_hash="", signed_at=SIGNED_AT, printer=FakePrinter()
            )
        with pytest.raises(NotPermitted):
            in_force(Actor(new_id(), PLATFORM_ID, frozenset({Role.SUPPORT})))


def test_what_another_practice_signed_is_not_there():
    first, second = applied(), applied(name="Other Lamp")
    owner = somebody(first)
    with scope(first):
        signature_id = signed(owner, CONTRACT)
        assert document(owner, signature_id).name == "platform-contract-1.pdf"

    with scope(second):
        other = somebody(second, email="other@example.org")
        assert in_force(other) == []
        with pytest.raises(NoSuchAgreement):
            document(other, signature_id)


def test_a_new_version_is_outstanding_and_the_one_before_stays_on_file():
    practice_id = applied()
    owner = somebody(practice_id)

    with scope(practice_id):
        signed(owner, CONTRACT)
        signed(owner, ASSOCIATE)
        next_version(ASSOCIATE)
        assert [(one.kind, one.version) for one in outstanding(owner)] == [(ASSOCIATE, 2)]
        signed(owner, ASSOCIATE)
        found = [(one.version, one.is_newest) for one in in_force(owner) if one.kind is ASSOCIATE]
        assert sorted(found) == [(1, False), (2, True)]


@pytest.mark.edition
def test_each_edition_asks_for_its_own_agreements_and_for_no_other():
    practice_id = a_practice().id
    member = somebody(practice_id, Role.OWNER)
    decided = policy(AgreementPolicy)

    with scope(practice_id):
        assert [(one.kind, one.is_own) for one in outstanding(member)] == [
            *((kind, False) for kind in decided.of_practices),
            *((kind, True) for kind in decided.of_members),
        ]
        for kind in set(AgreementKind) - {*decided.of_practices, *decided.of_members}:
            with pytest.raises(NoSuchAgreement):
                words_to_sign(member, kind)


@pytest.mark.edition
def test_every_member_attests_for_themselves_where_the_edition_asks_for_it():
    practice_id = a_practice().id
    first = somebody(practice_id, Role.PROVIDER)
    second = somebody(practice_id, Role.BILLER, email="biller@example.org", name="Bo Biller")
    if not policy(AgreementPolicy).of_members:
        pytest.skip("no member signs in this edition")

    with scope(practice_id):
        signed(first, ATTESTATION)
        signed(second, ATTESTATION, typed_name="Bo Biller")
        assert first.person_id is not None
        assert has_attested(first, first.person_id)
        assert not has_attested(first, new_id())
        assert [one.kind for one in outstanding(first)] == []
        assert {one.signatory_id for one in in_force(first)} == {first.person_id, second.person_id}
        other = Signature.objects.get(signatory_id=second.person_id)
        assert "I, Bo Biller, work for" in other.exact_text
        assert document(second, other.id).content
        with pytest.raises(NoSuchAgreement):
            document(first, other.id)


def test_a_signature_is_never_changed():
    practice_id = applied()
    owner = somebody(practice_id)

    with scope(practice_id):
        signature_id = signed(owner, CONTRACT)
        row = Signature.objects.get(id=signature_id)
        row.typed_name = "Somebody Else"
        with pytest.raises(Exception, match=r"permission denied|append"):
            row.save()


def test_the_document_is_a_pdf_whose_words_are_data():
    practice_id = applied(legal_name="#panic() *Lamp* $x$ LLC")
    owner = somebody(practice_id)

    with scope(practice_id):
        words = words_to_sign(owner, CONTRACT)
        signature_id = sign_agreement(
            owner,
            kind=CONTRACT,
            typed_name=NAME,
            read_hash=words.text_hash,
            signed_at=SIGNED_AT,
            printer=TypstPrinter(),
        )
        assert "#panic() *Lamp* $x$ LLC" in words.body
        assert document(owner, signature_id).content.startswith(b"%PDF-")
