"""Clinic: states are opened, providers are hired by the checklist, and practise."""

from datetime import date
from uuid import UUID

from attune.agreements.actions.sign import sign_agreement
from attune.agreements.gateways import document_printer
from attune.agreements.queries.in_force import has_attested
from attune.agreements.queries.texts import words_to_sign
from attune.agreements.rules.kinds import AgreementKind
from attune.credentialing.queries.providers import provider_of_person
from attune.demo.network.registry import await_registry
from attune.demo.network.setting_up import hand_in_licenses, offer, tell_of_themselves
from attune.demo.network.workplace import BORN_ON, Colleague, Workplace, at_work
from attune.demo.worlds.clinic_team import OPEN_STATES
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.practices.actions.employ import note_hire_items
from attune.practices.actions.states import open_state, prepare_state
from attune.practices.queries.organization import hires, state_launches
from attune.practices.rules.hiring import EmploymentKind
from attune.practices.rules.policy import StandingPolicy
from attune.workflows.hire_provider import NewProvider, begin_hire, complete_hire, hiring


def let_practise(workplace: Workplace) -> None:
    """Open the states, and hire everybody of the team who is not hired yet."""
    owner = workplace.owner
    with at_work(owner):
        begins_on = now().date()
        opened = {launch.state for launch in state_launches(owner) if launch.begins_on is not None}
        for state in OPEN_STATES:
            if state not in opened:
                prepare_state(owner, state=state, done_items=policy(StandingPolicy).launch_items)
                open_state(owner, state=state, begins_on=begins_on)
        hired = {one.person_id: one.employment_id for one in hires(owner)}
    for colleague in workplace.colleagues:
        assert colleague.actor.person_id is not None
        employment_id = hired.get(colleague.actor.person_id) or _begin(owner, colleague, starts_on=begins_on)
        await_registry(workplace.practice_id, _enter(owner, colleague, workplace.today))
        with at_work(owner):
            if not hiring(owner, employment_id).is_active:
                items = policy(StandingPolicy).hire_items
                note_hire_items(owner, employment_id=employment_id, done_items=items, starts_on=begins_on)
                complete_hire(owner, employment_id=employment_id)


def _begin(owner: Actor, colleague: Colleague, *, starts_on: date) -> UUID:
    assert colleague.actor.person_id is not None
    told = NewProvider(
        name=colleague.name,
        profession=colleague.provider.profession,
        npi=colleague.provider.npi,
        zone=colleague.provider.zone,
        legal_given_name=colleague.given_name,
        legal_family_name=colleague.family_name,
        birth_date=BORN_ON,
    )
    with at_work(owner):
        return begin_hire(
            owner,
            person_id=colleague.actor.person_id,
            kind=EmploymentKind.EMPLOYEE,
            starts_on=starts_on,
            provider=told,
        )


def _enter(owner: Actor, colleague: Colleague, today: date) -> UUID:
    """Let the provider enter what is theirs and attest; what is offered, and for how much, is the owner's.

    Return the provider's id.
    """
    actor = colleague.actor
    assert actor.person_id is not None
    with at_work(actor):
        found = provider_of_person(actor)
        assert found is not None
        hand_in_licenses(actor, found.provider_id, colleague.provider, name=colleague.name, today=today)
        tell_of_themselves(actor, found.provider_id, colleague.provider)
        if not has_attested(actor, actor.person_id):
            kind = AgreementKind.WORKFORCE_ATTESTATION
            sign_agreement(
                actor,
                kind=kind,
                typed_name=colleague.name,
                read_hash=words_to_sign(actor, kind).text_hash,
                signed_at=now(),
                printer=document_printer(),
            )
    with at_work(owner):
        offer(owner, found.provider_id, colleague.provider)
    return found.provider_id
