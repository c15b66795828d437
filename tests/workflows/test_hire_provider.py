"""Hiring where providers are employed: nobody starts with anything left to do, and an end ends it all."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from attune.agreements.rules.kinds import AgreementKind
from attune.credentialing.actions.decide_clearance import decide_clearance
from attune.credentialing.queries.providers import providers_here
from attune.credentialing.rules.clearance import THERAPY, Reason, Standing
from attune.credentialing.rules.professions import Profession
from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.identity.models import Membership
from attune.practices.actions.employ import note_hire_items
from attune.practices.actions.states import open_state, prepare_state
from attune.practices.errors import ItemsMissing, NotEmployingHere
from attune.practices.rules.hiring import EmploymentKind
from attune.practices.rules.policy import StandingPolicy
from attune.workflows.hire_provider import NewProvider, begin_hire, complete_hire, end_hire, hiring
from tests.agreements.signing import signed
from tests.credentialing.people import BORN, NPI, licensed, verified
from tests.support.people import a_practice
from tests.support.world import joined, person

pytestmark = [pytest.mark.usefixtures("db"), pytest.mark.edition]

MARIA = NewProvider(
    name="Maria Testerson",
    profession=Profession.PSYCHOLOGIST,
    npi=NPI,
    zone="America/Denver",
    legal_given_name="Maria",
    legal_family_name="Testerson",
    birth_date=BORN,
)


def clinic() -> tuple[Actor, Actor]:
    """Return the owner of the practice, and a member who came as a provider."""
    practice_id = a_practice().id
    owner = joined(person("owner@example.org", "Olive Owner"), practice_id, {Role.OWNER})
    member = joined(person("maria@example.org", "Maria Testerson"), practice_id, {Role.PROVIDER})
    return owner.actor, member.actor


def today() -> date:
    return now().date()


def begun(owner: Actor, member: Actor, *, starts_on: date | None = None) -> UUID:
    assert member.person_id is not None
    first_day = starts_on or today() - timedelta(days=1)
    kind = EmploymentKind.EMPLOYEE
    return begin_hire(owner, person_id=member.person_id, kind=kind, starts_on=first_day, provider=MARIA)


def employing() -> None:
    if not policy(StandingPolicy).needs_employment:
        pytest.skip("nobody is employed in this edition")


def hired(owner: Actor, member: Actor, *, starts_on: date | None = None) -> tuple[UUID, UUID]:
    """Hire somebody with everything done; return employment and provider."""
    employment_id = begun(owner, member, starts_on=starts_on)
    (provider,) = providers_here(owner)
    verified(owner, provider.provider_id)
    licensed(owner, provider.provider_id, "CO")
    signed(member, AgreementKind.WORKFORCE_ATTESTATION, typed_name="Maria Testerson")
    note_hire_items(
        owner,
        employment_id=employment_id,
        done_items=policy(StandingPolicy).hire_items,
        starts_on=starts_on or today() - timedelta(days=1),
    )
    complete_hire(owner, employment_id=employment_id)
    return employment_id, provider.provider_id


def opened(owner: Actor) -> None:
    prepare_state(owner, state="CO", done_items=policy(StandingPolicy).launch_items)
    open_state(owner, state="CO", begins_on=today() - timedelta(days=1))


def reasons(owner: Actor, provider_id: UUID, *, state: str = "CO", days: int = 2) -> tuple[str, ...]:
    moment = now() + timedelta(days=days)
    return tuple(
        decide_clearance(owner, provider_id=provider_id, patient_state=state, moment=moment, service=THERAPY).reasons
    )


def test_nobody_is_hired_where_providers_are_independent():
    owner, member = clinic()
    if policy(StandingPolicy).needs_employment:
        pytest.skip("providers are employed in this edition")

    with scope(owner.practice_id), pytest.raises(NotEmployingHere):
        begun(owner, member)


def test_a_provider_starts_with_nothing_left_and_every_item_that_is_left_is_told():
    employing()
    owner, member = clinic()

    with scope(owner.practice_id):
        employment_id = begun(owner, member)
        with pytest.raises(ItemsMissing) as refusal:
            complete_hire(owner, employment_id=employment_id)
        assert refusal.value.items == (
            "identity_verified",
            "background_checked",
            "malpractice_cover",
            "privacy_training",
            "attestation",
            "npi_verified",
            "license",
        )
        (provider,) = providers_here(owner)
        assert provider.state is Standing.JOINING


@pytest.mark.parametrize("left", ["attestation", "license", "npi_verified", "background_checked"])
def test_each_item_alone_stops_the_start(left):
    employing()
    owner, member = clinic()

    with scope(owner.practice_id):
        employment_id = begun(owner, member)
        (provider,) = providers_here(owner)
        if left != "npi_verified":
            verified(owner, provider.provider_id)
        if left != "license":
            licensed(owner, provider.provider_id, "CO")
        if left != "attestation":
            signed(member, AgreementKind.WORKFORCE_ATTESTATION, typed_name="Maria Testerson")
        items = [item for item in policy(StandingPolicy).hire_items if item != left]
        note_hire_items(owner, employment_id=employment_id, done_items=items, starts_on=today())

        with pytest.raises(ItemsMissing) as refusal:
            complete_hire(owner, employment_id=employment_id)
        assert refusal.value.items == (left,)


def test_who_is_hired_is_booked_in_open_states_from_the_first_day():
    employing()
    owner, member = clinic()

    with scope(owner.practice_id):
        _, provider_id = hired(owner, member, starts_on=today() + timedelta(days=5))
        assert reasons(owner, provider_id) == (Reason.STATE_NOT_AUTHORIZED, Reason.NOT_EMPLOYED)
        opened(owner)
        assert reasons(owner, provider_id) == (Reason.NOT_EMPLOYED,)
        assert reasons(owner, provider_id, days=7) == ()
        assert Reason.STATE_NOT_AUTHORIZED in reasons(owner, provider_id, state="WY", days=7)


def test_an_end_ends_employment_practice_and_access_at_once():
    employing()
    owner, member = clinic()

    with scope(owner.practice_id):
        employment_id, provider_id = hired(owner, member)
        opened(owner)
        assert reasons(owner, provider_id) == ()
        end_hire(owner, employment_id=employment_id, ends_on=today(), reason="Moves away")

        assert Membership.objects.get(user__email="maria@example.org").ended_at is not None
        (provider,) = providers_here(owner)
        assert provider.state is Standing.LEFT
        assert set(reasons(owner, provider_id)) == {Reason.LEFT, Reason.NOT_EMPLOYED}


def test_only_who_runs_the_practice_hires():
    employing()
    owner, member = clinic()

    with scope(owner.practice_id):
        employment_id = begun(owner, member)
        for role in (Role.PROVIDER, Role.BILLER, Role.SCHEDULER, Role.AUDITOR):
            actor = Actor(member.person_id, owner.practice_id, frozenset({role}))
            with pytest.raises(NotPermitted):
                hiring(actor, employment_id)
            with pytest.raises(NotPermitted):
                end_hire(actor, employment_id=employment_id, ends_on=today(), reason="No")
