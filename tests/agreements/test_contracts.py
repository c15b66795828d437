"""Terms and contracts: offered within bounds, begun by a signature, ended at a moment."""

from datetime import timedelta

import pytest

from attune.agreements.actions.terms import end_contract, offer_terms
from attune.agreements.errors import (
    CommissionOutOfBounds,
    CustodyClauseMissing,
    EndsInThePast,
    NoTerms,
    ReasonMissing,
    TermsInForce,
)
from attune.agreements.models import AgreementText, ContractTerms
from attune.agreements.queries.in_force import outstanding, terms
from attune.agreements.queries.texts import words_to_sign
from attune.foundation.authorization import NotPermitted
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.practices.queries.standing import standing
from tests.agreements.signing import ASSOCIATE, CONTRACT, FINANCE, signed, somebody
from tests.practices.applying import applied

pytestmark = pytest.mark.usefixtures("db")


def test_a_contract_begins_with_its_signature_and_says_who_keeps_the_records():
    practice_id = applied()
    owner = somebody(practice_id)

    with scope(practice_id):
        assert terms(owner) is None
        signed(owner, CONTRACT)
        found = terms(owner)

        assert found is not None
        assert (found.commission_bps, found.custody_clause) == (1_500, "Section 2")
        assert found.is_in_force(now())


def test_terms_are_offered_before_they_are_signed_within_bounds_and_by_finance():
    practice_id = applied()
    owner = somebody(practice_id)

    with scope(practice_id):
        offer_terms(FINANCE, commission_bps=1_000)
        offer_terms(FINANCE, commission_bps=2_250)
        assert "22.5 %" in words_to_sign(owner, CONTRACT).body
        assert ContractTerms.objects.count() == 1
        with pytest.raises(CommissionOutOfBounds):
            offer_terms(FINANCE, commission_bps=999)
        with pytest.raises(NotPermitted):
            offer_terms(owner, commission_bps=1_000)
        signed(owner, CONTRACT)
        with pytest.raises(TermsInForce):
            offer_terms(FINANCE, commission_bps=1_000)


def test_a_contract_ends_at_a_moment_and_can_be_signed_again_then():
    practice_id = applied()
    owner, soon = somebody(practice_id), now() + timedelta(days=30)

    with scope(practice_id):
        with pytest.raises(NoTerms):
            end_contract(owner, ends_at=soon, reason="Retires")
        signed(owner, CONTRACT)
        signed(owner, ASSOCIATE)
        with pytest.raises(ReasonMissing):
            end_contract(owner, ends_at=soon, reason=" ")
        with pytest.raises(EndsInThePast):
            end_contract(owner, ends_at=now() - timedelta(days=1), reason="Retires")
        end_contract(owner, ends_at=soon, reason="Retires")
        assert standing(practice_id).live_until == soon
        assert outstanding(owner) == []

        ContractTerms.objects.update(begins_at=now() - timedelta(days=2), ends_at=now() - timedelta(days=1))
        assert [one.kind for one in outstanding(owner)] == [CONTRACT]
        signed(owner, CONTRACT)
        assert outstanding(owner) == []
        assert standing(practice_id).live_until is None


def test_a_signature_of_a_later_agreement_does_not_undo_a_contracts_end():
    practice_id = applied()
    owner, soon = somebody(practice_id), now() + timedelta(days=30)

    with scope(practice_id):
        signed(owner, CONTRACT)
        end_contract(owner, ends_at=soon, reason="Retires")
        signed(owner, ASSOCIATE)
        assert standing(practice_id).live_until == soon


def test_a_contract_in_force_without_a_custody_clause_is_refused_by_the_database_too():
    practice_id = applied()
    owner = somebody(practice_id)

    with scope(practice_id):
        signed(owner, CONTRACT)
        with pytest.raises(Exception, match="a_contract_in_force_says_who_keeps_the_records"):
            ContractTerms.objects.update(custody_clause="")


def test_a_contract_whose_text_names_no_custody_section_is_not_signed():
    practice_id = applied()
    owner = somebody(practice_id)
    AgreementText.objects.filter(kind=CONTRACT).update(contents={})

    with scope(practice_id), pytest.raises(CustodyClauseMissing):
        signed(owner, CONTRACT)
