"""Applying with a practice: its entry, its legal facts, its first member; then its checks, one by one."""

from datetime import date
from uuid import UUID

from attune.credentialing.actions.add_provider import add_provider
from attune.credentialing.rules.professions import Profession
from attune.foundation.authorization import Actor, Role, authorize, system_actor
from attune.foundation.tenancy import current_scope
from attune.identity.actions.found_place import found_place
from attune.practices.actions.apply import apply
from attune.practices.rules.application import ApplicationFacts, Structure
from attune.workflows.go_live import advance_practice
from attune.workflows.people_changed import people_changed
from attune.workflows.permissions import JOIN_AS_PROVIDER


def apply_practice(actor: Actor, *, facts: ApplicationFacts) -> Actor:
    """Found a practice in the open scope, whose id it gets, and return the person as its owner.

    Who founds a practice for themselves alone provides care there too. Sent twice, there is one.
    Raises what apply raises.
    """
    apply(actor, facts=facts)
    roles = {Role.OWNER, Role.PROVIDER} if facts.structure is Structure.SOLO else {Role.OWNER}
    founder = found_place(actor, roles=roles)
    people_changed(founder)
    advance_practice(founder)
    return founder


def join_as_provider(
    actor: Actor,
    *,
    name: str,
    profession: Profession,
    npi: str,
    zone: str,
    legal_given_name: str,
    legal_family_name: str,
    birth_date: date,
) -> UUID:
    """Let a member with the role enter themselves as a provider, and return the provider's id; the checks begin.

    Raises NotPermitted and what add_provider raises.
    """
    authorize(actor, JOIN_AS_PROVIDER)
    assert actor.person_id is not None
    return add_provider(
        system_actor(current_scope("A provider").holder_id, request_id=actor.request_id),
        person_id=actor.person_id,
        name=name,
        profession=profession,
        npi=npi,
        zone=zone,
        legal_given_name=legal_given_name,
        legal_family_name=legal_family_name,
        birth_date=birth_date,
    )
