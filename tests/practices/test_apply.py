"""Applying: who may, with which facts, and how far it comes by what is known of it."""

from dataclasses import replace

import pytest

from attune.foundation.authorization import NotPermitted, system_actor
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.practices.actions.apply import apply
from attune.practices.actions.correct_application import correct_application
from attune.practices.actions.move import advance, note_agreement
from attune.practices.errors import (
    ApplicationIncomplete,
    ApplicationsClosed,
    AppliedAlready,
    FactProblem,
    MoveForbidden,
    NoApplication,
)
from attune.practices.models import Application, Practice
from attune.practices.queries.application import application, legal_name, practices_on_the_way
from attune.practices.queries.standing import standing
from attune.practices.rules.application import Structure
from attune.practices.rules.lifecycle import PracticeState
from attune.practices.rules.policy import Founding, TenancyPolicy
from tests.practices.applying import FACTS, OPERATOR, applied, owner_of, stranger
from tests.support.audit import events_of


@pytest.mark.edition
@pytest.mark.usefixtures("db")
def test_a_stranger_applies_where_practices_found_themselves_and_nowhere_else():
    practice_id = new_id()

    with scope(practice_id):
        if policy(TenancyPolicy).founding is not Founding.BY_APPLICATION:
            with pytest.raises(ApplicationsClosed):
                apply(stranger(), facts=FACTS)
            return
        apply(stranger(), facts=FACTS)

    with scope(practice_id):
        told = application(owner_of(practice_id))
        assert (told.name, told.legal_name, told.structure) == ("Quiet Lamp", FACTS.legal_name, Structure.SOLO)
        assert told.tax_id_end == "4567"
        assert standing(practice_id).state is PracticeState.APPLIED
        assert not standing(practice_id).is_live(now())
    assert [action for _, action, _, _ in events_of(practice_id)] == ["practices.application.made"]


@pytest.mark.usefixtures("db")
def test_the_tax_id_is_stored_under_the_key_of_the_practice():
    practice_id = applied()

    with scope(practice_id):
        row = Application.objects.get()
        assert str(row.tax_id) == "[encrypted]"
        assert row.tax_id.reveal() == "841234567"


@pytest.mark.usefixtures("db")
def test_an_application_that_is_sent_twice_makes_one_practice():
    practice_id, person = applied(), stranger()

    with scope(practice_id), pytest.raises(AppliedAlready):
        apply(person, facts=FACTS)

    assert Practice.objects.filter(name="Quiet Lamp").count() == 1


@pytest.mark.usefixtures("db")
def test_only_somebody_in_their_own_capacity_applies():
    with scope(new_id()), pytest.raises(NotPermitted):
        apply(owner_of(new_id()), facts=FACTS)


@pytest.mark.usefixtures("db")
def test_everything_that_is_wrong_with_the_facts_is_told_at_once():
    wrong = replace(
        FACTS,
        name=" ",
        legal_name="",
        tax_id="12",
        state="XX",
        zip_code="",
        city="",
        organization_npi="9",
        street="",
        zone="Mars/Olympus",
    )

    with scope(new_id()), pytest.raises(ApplicationIncomplete) as refusal:
        apply(stranger(), facts=wrong)

    assert set(refusal.value.problems) == {
        FactProblem("name", "missing"),
        FactProblem("legal_name", "missing"),
        FactProblem("street", "missing"),
        FactProblem("city", "missing"),
        FactProblem("tax_id", "malformed"),
        FactProblem("zip_code", "missing"),
        FactProblem("state", "unknown"),
        FactProblem("zone", "unknown"),
        FactProblem("organization_npi", "malformed"),
    }
    assert not Practice.objects.filter(name="").exists()


@pytest.mark.parametrize("tax_id", ["000000000", "123456789", "99-9999999"])
@pytest.mark.usefixtures("db")
def test_a_tax_id_that_nobody_was_given_is_refused(tax_id):
    with pytest.raises(ApplicationIncomplete) as refusal:
        applied(tax_id=tax_id)

    assert refusal.value.problems == (FactProblem("tax_id", "never_issued"),)


@pytest.mark.usefixtures("db")
def test_an_organizations_npi_has_its_check_digit():
    with pytest.raises(ApplicationIncomplete) as refusal:
        applied(structure=Structure.GROUP, organization_npi="1456000012")

    assert refusal.value.problems == (FactProblem("organization_npi", "malformed"),)
    assert applied(structure=Structure.GROUP, organization_npi="1456000011")


@pytest.mark.usefixtures("db")
def test_facts_are_corrected_by_the_owner_until_they_stand_in_a_contract():
    practice_id = applied()
    better = replace(FACTS, legal_name="Quiet Lamp Therapy LLC", tax_id="841234568")

    with scope(practice_id):
        correct_application(owner_of(practice_id), facts=better)
        assert legal_name(owner_of(practice_id)) == "Quiet Lamp Therapy LLC"
        with pytest.raises(NotPermitted):
            correct_application(OPERATOR, facts=FACTS)
        with pytest.raises(ApplicationIncomplete):
            correct_application(owner_of(practice_id), facts=replace(FACTS, tax_id=""))
        note_agreement(system_actor(practice_id), is_agreed=True, live_until=None)
        with pytest.raises(MoveForbidden):
            correct_application(owner_of(practice_id), facts=FACTS)


@pytest.mark.usefixtures("db")
def test_operators_see_every_practice_with_what_it_lacks_in_two_queries(django_assert_num_queries):
    first = applied()
    applied(name="Second Lamp")
    with scope(first):
        advance(
            system_actor(first),
            is_entered=True,
            is_checked=False,
            missing=["license"],
            to_review=["npi"],
            next_expiry_on=None,
        )

    with scope(PLATFORM_ID, plane=Plane.BUSINESS), django_assert_num_queries(2):
        found = practices_on_the_way(OPERATOR)

    told = {one.practice_id: (one.state, one.missing, one.to_review) for one in found}
    assert told[first] == (PracticeState.IN_REVIEW, ("license",), ("npi",))
    with scope(PLATFORM_ID, plane=Plane.BUSINESS), pytest.raises(NotPermitted):
        practices_on_the_way(owner_of(first))


@pytest.mark.usefixtures("db")
def test_a_practice_that_was_made_by_a_command_told_no_application():
    practice_id = new_id()
    Practice.objects.create(id=practice_id, name="Made", slug="made", zone="UTC")

    with scope(practice_id):
        with pytest.raises(NoApplication):
            application(owner_of(practice_id))
        with pytest.raises(NotPermitted):
            application(stranger())
        assert legal_name(owner_of(practice_id)) == "Made"
