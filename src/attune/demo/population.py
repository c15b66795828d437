"""Making the demonstration's world through the product's own actions; what is there already stays."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from allauth.mfa.totp.internal.auth import generate_totp_secret

from attune.demo.vault import Vault
from attune.demo.worlds.world import PASSWORD, DemoPatient, DemoPlace, Member, World
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.accept_invitation import accept_invitation
from attune.identity.actions.accept_with_new_account import accept_with_new_account
from attune.identity.actions.invite_first_keeper import invite_first_keeper
from attune.identity.actions.invite_member import invite_member
from attune.identity.actions.second_factors import add_authenticator_app
from attune.identity.actions.sign_up import sign_up
from attune.identity.errors import InvitedAlready, MemberAlready, PracticeHasMembers
from attune.identity.invitation_tokens import invitation_token
from attune.identity.queries.people import known_person
from attune.identity.rules.one_time_codes import current_code
from attune.kernel.identifiers import PLATFORM_ID
from attune.kernel.roles import Role
from attune.practices.actions.create_practice import create_practice
from attune.practices.errors import NoSuchPractice
from attune.practices.queries.registry import registered_by_slug


def populate(world: World, vault: Vault, *, tell: Callable[[str], None]) -> None:
    """Make what the world lacks, place by place; ``tell`` hears of each."""
    for place in world.places:
        practice_id = _practice(place)
        keeper = _keeper(place, practice_id, vault)
        for somebody in place.members[1:]:
            _join(place, practice_id, keeper, somebody, vault)
        for somebody in place.invited:
            _invite(practice_id, keeper, somebody)
        tell(f"{place.name}: {len(place.members)} people")
    for patient in world.patients:
        _patient(patient)
    tell(f"{len(world.patients)} patients")


def _practice(place: DemoPlace) -> UUID:
    try:
        return registered_by_slug(place.slug).practice_id
    except NoSuchPractice:
        with scope(PLATFORM_ID, plane=Plane.BUSINESS):
            return create_practice(system_actor(PLATFORM_ID), name=place.name, zone=place.zone).id


def _keeper(place: DemoPlace, practice_id: UUID, vault: Vault) -> Actor:
    """Return the first member as an actor, after making them one."""
    first = place.members[0]
    try:
        with scope(practice_id, plane=_plane(practice_id)) as opened:
            actor = system_actor(practice_id)
            invitation_id = invite_first_keeper(actor, email=first.email, name=first.name)
            _accept(first, place, invitation_token(invitation_id, opened.now))
    except PracticeHasMembers:
        pass
    return Actor(_enrolled(first.email, vault), practice_id, first.roles)


def _join(place: DemoPlace, practice_id: UUID, keeper: Actor, somebody: Member, vault: Vault) -> None:
    try:
        with scope(practice_id, plane=_plane(practice_id)) as opened:
            invitation_id = invite_member(keeper, email=somebody.email, name=somebody.name, roles=somebody.roles)
            _accept(somebody, place, invitation_token(invitation_id, opened.now))
    except MemberAlready:
        pass
    _enrolled(somebody.email, vault)


def _invite(practice_id: UUID, keeper: Actor, somebody: Member) -> None:
    try:
        with scope(practice_id, plane=_plane(practice_id)):
            invite_member(keeper, email=somebody.email, name=somebody.name, roles=somebody.roles)
    except (InvitedAlready, MemberAlready):
        pass


def _accept(somebody: Member, place: DemoPlace, token: str) -> None:
    known = known_person(somebody.email)
    if known is not None:
        accept_invitation(Actor(known.person_id, None), token=token)
    else:
        accept_with_new_account(Actor(None, None), token=token, name=somebody.name, password=PASSWORD, zone=place.zone)


def _enrolled(email: str, vault: Vault) -> UUID:
    """Set an authenticator app up as the person would themselves; the vault plays the telephone."""
    known = known_person(email)
    assert known is not None
    if not known.has_authenticator_app:
        secret = vault.secret_of(email) or generate_totp_secret()
        vault.keep(email, secret)
        moment = datetime.now(UTC)
        add_authenticator_app(
            Actor(known.person_id, None), secret=secret, code=current_code(secret, now=moment), now=moment
        )
    return known.person_id


def _patient(patient: DemoPatient) -> None:
    if known_person(patient.email) is None:
        sign_up(email=patient.email, name=patient.name, password=PASSWORD, zone=patient.zone)


def _plane(practice_id: UUID) -> Plane:
    return Plane.BUSINESS if practice_id == PLATFORM_ID else Plane.CARE


def sign_ins(world: World) -> list[tuple[str, str, str]]:
    """Return role, place and address of everybody who can sign in, patients first."""
    rows = [("patient", "", patient.email) for patient in world.patients]
    for place in world.places:
        rows += [(_roles(somebody.roles), place.name, somebody.email) for somebody in place.members]
    return rows


def _roles(roles: frozenset[Role]) -> str:
    return ", ".join(sorted(roles))
