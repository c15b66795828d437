"""From a stranger to a live practice without anybody's help, and what stops it on the way."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from attune.agreements.actions.terms import end_contract
from attune.agreements.rules.kinds import AgreementKind
from attune.credentialing.actions.check_npi import keep_npi_answer
from attune.credentialing.actions.decide_clearance import decide_clearance
from attune.credentialing.errors import NpiWrong, SourceUnavailable
from attune.credentialing.gateways.npi_registry import RegistryAnswer
from attune.credentialing.queries.providers import providers_here
from attune.credentialing.rules.clearance import THERAPY, Reason, Standing
from attune.credentialing.rules.professions import Profession
from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.found_place import found_place
from attune.identity.errors import PracticeHasMembers
from attune.identity.models import Membership
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.practices.models import PipelineEntry, Practice
from attune.practices.rules.application import Structure
from attune.practices.rules.lifecycle import PracticeState
from attune.workflows.apply_practice import apply_practice, join_as_provider
from attune.workflows.go_live import NotReadyToGoLive, Progress, Step, let_practice_go_live, way_in
from tests.agreements.signing import signed, somebody
from tests.credentialing.people import BORN, NPI, licensed, verified
from tests.practices.applying import FACTS, stranger
from tests.support.accounts import let_charge_here

pytestmark = pytest.mark.usefixtures("db")
PERSON_NAME = "Maria Testerson"


def founded(structure: Structure = Structure.SOLO) -> Actor:
    """Let a stranger apply, and return them as the owner."""
    person = stranger(somebody(new_id(), email=f"{new_id().hex}@example.org", name=PERSON_NAME).person_id)
    with scope(new_id(), person_id=person.person_id):
        return apply_practice(person, facts=replace(FACTS, structure=structure))


def joined(owner: Actor, *, npi: str = NPI) -> UUID:
    """Enter the owner as a provider, in the open scope."""
    return join_as_provider(
        owner,
        name=PERSON_NAME,
        profession=Profession.PSYCHOLOGIST,
        npi=npi,
        zone="America/Denver",
        legal_given_name="Maria",
        legal_family_name="Testerson",
        birth_date=BORN,
    )


def progress(owner: Actor) -> dict[str, str]:
    return {one.step.value: one.progress.value for one in way_in(owner).steps}


def sign_all(owner: Actor) -> None:
    """Do everything that is neither a provider's nor a check: both signatures, and an account to be paid into."""
    for kind in (AgreementKind.PLATFORM_CONTRACT, AgreementKind.BUSINESS_ASSOCIATE):
        signed(owner, kind, typed_name=PERSON_NAME)
    let_charge_here(practice_of(owner))


def state_of(owner: Actor) -> str:
    return Practice.objects.get(id=practice_of(owner)).state


def practice_of(owner: Actor) -> UUID:
    assert owner.practice_id is not None
    return owner.practice_id


def test_who_applies_alone_is_owner_and_provider_of_a_practice_of_their_own():
    owner = founded()

    assert owner.roles == {Role.OWNER, Role.PROVIDER}
    membership = Membership.objects.get(practice_id=practice_of(owner))
    assert membership.user_id == owner.person_id
    assert set(membership.grants.values_list("role", flat=True)) == {"owner", "provider"}


def test_who_applies_for_a_group_is_its_owner():
    assert founded(Structure.GROUP).roles == {Role.OWNER}


def test_a_practice_that_has_members_is_not_founded_again():
    owner = founded()

    with scope(owner.practice_id), pytest.raises(PracticeHasMembers):
        found_place(stranger(), roles=())
    with scope(owner.practice_id), pytest.raises(NotPermitted):
        found_place(owner, roles=())


def test_a_solo_practice_goes_from_nothing_to_live_without_anybodys_help():
    owner = founded()

    with scope(owner.practice_id):
        assert progress(owner) == {
            "provider": "missing",
            "npi": "missing",
            "license": "missing",
            "platform_contract": "missing",
            "business_associate": "missing",
            "account": "missing",
        }
        provider_id = joined(owner)
        assert progress(owner)["npi"] == "waiting"
        licensed(owner, provider_id)
        assert state_of(owner) == PracticeState.IN_REVIEW
        verified(owner, provider_id)
        assert state_of(owner) == PracticeState.AGREEMENTS
        with pytest.raises(NotReadyToGoLive) as refusal:
            let_practice_go_live(owner)
        assert [one.step for one in refusal.value.steps] == [Step.CONTRACT, Step.BUSINESS_ASSOCIATE, Step.ACCOUNT]
        sign_all(owner)
        assert way_in(owner).is_ready
        let_practice_go_live(owner)
        assert state_of(owner) == PracticeState.LIVE
        (provider,) = providers_here(owner)
        assert provider.state is Standing.ACTIVE
        decision = decide_clearance(
            owner, provider_id=provider_id, patient_state="TX", moment=now() + timedelta(days=2), service=THERAPY
        )
        assert decision.is_cleared


def test_signing_first_and_entering_credentials_later_leads_to_the_same_place():
    owner = founded()

    with scope(owner.practice_id):
        sign_all(owner)
        assert state_of(owner) == PracticeState.APPLIED
        provider_id = joined(owner)
        licensed(owner, provider_id)
        verified(owner, provider_id)
        let_practice_go_live(owner)
        assert state_of(owner) == PracticeState.LIVE


def test_a_practice_that_nobody_can_pay_does_not_go_live():
    owner = founded()

    with scope(owner.practice_id):
        provider_id = joined(owner)
        licensed(owner, provider_id)
        verified(owner, provider_id)
        for kind in (AgreementKind.PLATFORM_CONTRACT, AgreementKind.BUSINESS_ASSOCIATE):
            signed(owner, kind, typed_name=PERSON_NAME)
        with pytest.raises(NotReadyToGoLive) as refusal:
            let_practice_go_live(owner)
        assert [one.step for one in refusal.value.steps] == [Step.ACCOUNT]
        let_charge_here(practice_of(owner))
        let_practice_go_live(owner)
        assert state_of(owner) == PracticeState.LIVE


def test_an_npi_under_another_name_is_shown_as_such_and_the_practice_stays_in_review():
    owner = founded()

    with scope(owner.practice_id):
        provider_id = joined(owner)
        licensed(owner, provider_id)
        verified(owner, provider_id, name=("JOHN", "OTHER"))
        step = next(one for one in way_in(owner).steps if one.step is Step.NPI)
        assert (step.progress, step.because) == (Progress.TO_REVIEW, "name_differs")
        assert state_of(owner) == PracticeState.IN_REVIEW
        assert PipelineEntry.objects.get(practice_id=practice_of(owner)).to_review == ["npi"]
        sign_all(owner)
        with pytest.raises(NotReadyToGoLive):
            let_practice_go_live(owner)


def test_a_registry_that_does_not_answer_counts_against_nobody():
    owner = founded()

    with scope(owner.practice_id):
        provider_id = joined(owner)
        licensed(owner, provider_id)
        silence = SourceUnavailable("nppes", "timeout")
        keep_npi_answer(system_actor(owner.practice_id), provider_id=provider_id, npi=NPI, answer=silence)
        assert progress(owner)["npi"] == "unavailable"
        verified(owner, provider_id)
        assert progress(owner)["npi"] == "done"


def test_an_npi_the_registry_does_not_know_is_looked_at():
    owner = founded()

    with scope(owner.practice_id):
        provider_id = joined(owner)
        keep_npi_answer(
            system_actor(owner.practice_id), provider_id=provider_id, npi=NPI, answer=RegistryAnswer(None, b"{}")
        )
        step = next(one for one in way_in(owner).steps if one.step is Step.NPI)
        assert (step.progress, step.because) == (Progress.TO_REVIEW, "not_found")


def test_an_npi_with_a_wrong_digit_is_refused_and_nothing_is_written():
    owner = founded()

    with scope(owner.practice_id):
        with pytest.raises(NpiWrong):
            joined(owner, npi="1000000005")
        assert providers_here(owner) == ()


def test_a_group_goes_live_with_the_first_provider_who_is_ready():
    owner = founded(Structure.GROUP)
    provider_actor = replace(
        somebody(new_id(), email="prov@example.org", name=PERSON_NAME),
        practice_id=owner.practice_id,
        roles=frozenset({Role.PROVIDER}),
    )

    with scope(owner.practice_id):
        with pytest.raises(NotPermitted):
            joined(owner)
        first = joined(provider_actor)
        second = replace(provider_actor, person_id=new_id())
        joined(second, npi="1456000011")
        licensed(provider_actor, first)
        verified(owner, first)
        sign_all(owner)
        let_practice_go_live(owner)
        assert {one.person_id: one.state for one in providers_here(owner)} == {
            provider_actor.person_id: Standing.ACTIVE,
            second.person_id: Standing.JOINING,
        }


def test_only_the_owner_lets_the_practice_go_live():
    owner = founded()
    operator = Actor(new_id(), PLATFORM_ID, frozenset({Role.CREDENTIALING, Role.COMPLIANCE}))

    with scope(owner.practice_id, plane=Plane.BUSINESS):
        for actor in (operator, replace(owner, roles=frozenset({Role.ADMINISTRATOR, Role.PROVIDER}))):
            with pytest.raises(NotPermitted):
                let_practice_go_live(actor)
        assert way_in(operator).state is PracticeState.APPLIED
        with pytest.raises(NotPermitted):
            way_in(replace(owner, roles=frozenset({Role.PROVIDER})))


def test_a_contract_that_ends_stops_bookings_from_that_moment():
    owner = founded()

    with scope(owner.practice_id):
        provider_id = joined(owner)
        licensed(owner, provider_id)
        verified(owner, provider_id)
        sign_all(owner)
        let_practice_go_live(owner)
        ends_at = now() + timedelta(days=10)
        end_contract(owner, ends_at=ends_at, reason="Retires", is_breached=True)

        def reasons(moment):
            decided = decide_clearance(
                owner, provider_id=provider_id, patient_state="TX", moment=moment, service=THERAPY
            )
            return decided.reasons

        assert reasons(ends_at - timedelta(minutes=1)) == ()
        assert reasons(ends_at) == (Reason.CONTRACT_ENDED,)
