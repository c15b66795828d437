"""Marketplace: a practice applies by itself, its providers enter their credentials, it signs, it is live."""

from datetime import date
from uuid import UUID

from attune.agreements.actions.sign import sign_agreement
from attune.agreements.gateways import document_printer
from attune.agreements.queries.in_force import outstanding
from attune.agreements.queries.texts import words_to_sign
from attune.credentialing.actions.provider_states import activate_provider
from attune.credentialing.queries.providers import provider_of_person
from attune.credentialing.rules.clearance import Standing
from attune.demo.network.accounts import open_account
from attune.demo.network.registry import await_registry
from attune.demo.network.setting_up import hand_in_licenses, offer, tell_of_themselves
from attune.demo.network.workplace import BORN_ON, Colleague, Workplace, at_work
from attune.demo.worlds.world import DemoPlace
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.practices.queries.standing import standing
from attune.practices.rules.application import ApplicationFacts, Structure
from attune.practices.rules.lifecycle import BEFORE_LIVE
from attune.workflows.apply_practice import apply_practice, join_as_provider
from attune.workflows.go_live import let_practice_go_live


def apply_with(place: DemoPlace, founder: Actor) -> UUID:
    """Apply with a practice and return its id; the founder is its owner."""
    assert place.address is not None
    facts = ApplicationFacts(
        name=place.name,
        legal_name=f"{place.name} {'PLLC' if len(place.members) == 1 else 'LLC'}",
        structure=Structure.SOLO if len(place.members) == 1 else Structure.GROUP,
        tax_id=place.address.tax_id,
        street=place.address.street,
        city=place.address.city,
        state=place.address.state,
        zip_code=place.address.zip_code,
        zone=place.zone,
    )
    practice_id = new_id()
    with scope(practice_id, person_id=founder.person_id, plane=Plane.CARE):
        apply_practice(founder, facts=facts)
    return practice_id


def let_practise(workplace: Workplace) -> None:
    """Bring the practice and all its providers as far as seeing patients."""
    for colleague in workplace.colleagues:
        await_registry(workplace.practice_id, enter(colleague, workplace.today))
    owner = workplace.owner
    with at_work(owner):
        for document in outstanding(owner):
            words = words_to_sign(owner, document.kind)
            sign_agreement(
                owner,
                kind=document.kind,
                typed_name=workplace.owner_name,
                read_hash=words.text_hash,
                signed_at=now(),
                printer=document_printer(),
            )
    open_account(owner)
    with at_work(owner):
        if standing(workplace.practice_id).state in BEFORE_LIVE:
            let_practice_go_live(owner)
        for colleague in workplace.colleagues:
            found = provider_of_person(colleague.actor)
            assert found is not None
            if found.state is Standing.JOINING:
                activate_provider(owner, provider_id=found.provider_id)


def enter(colleague: Colleague, today: date) -> UUID:
    """Let a provider enter who they are, their licenses and what they offer; the checks begin by themselves.

    Return the provider's id.
    """
    actor, provider = colleague.actor, colleague.provider
    with at_work(actor):
        found = provider_of_person(actor)
        provider_id = found.provider_id if found else None
        if provider_id is None:
            provider_id = join_as_provider(
                actor,
                name=colleague.name,
                profession=provider.profession,
                npi=provider.npi,
                zone=provider.zone,
                legal_given_name=colleague.given_name,
                legal_family_name=colleague.family_name,
                birth_date=BORN_ON,
            )
    with at_work(actor):
        hand_in_licenses(actor, provider_id, provider, name=colleague.name, today=today)
        tell_of_themselves(actor, provider_id, provider)
        offer(actor, provider_id, provider)
    return provider_id
