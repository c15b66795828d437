"""Who works in a place: its founder, those who are invited and join, and their second step."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.urls import reverse

from attune.demo.vault import Vault
from attune.demo.worlds.world import PASSWORD, DemoPlace, Member
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.accept_invitation import accept_invitation
from attune.identity.actions.accept_with_new_account import accept_with_new_account
from attune.identity.actions.change_roles import change_roles
from attune.identity.actions.second_factors import add_authenticator_app
from attune.identity.actions.sign_up import sign_up
from attune.identity.errors import InvitedAlready, MemberAlready, PracticeHasMembers
from attune.identity.invitation_tokens import invitation_token
from attune.identity.queries.people import known_person
from attune.identity.queries.roster import members_of
from attune.identity.rules.one_time_codes import current_code
from attune.kernel.identifiers import PLATFORM_ID
from attune.kernel.roles import Role
from attune.workflows.invite_somebody import invite_somebody, invite_the_first
from attune.workflows.people_changed import people_changed

COVER_ENDS = timedelta(days=6)
PHONE_SET_UP = timedelta(minutes=1)
"""Authenticator apps were set up a moment ago: a code is good once, and the present one is for signing in."""


class Staffing:
    """Brings people into places; ``origin`` is how browsers reach the product, the vault plays their telephones."""

    def __init__(self, vault: Vault, *, origin: str) -> None:
        self._vault = vault
        self._origin = origin

    def founder(self, place: DemoPlace) -> Actor:
        """Return the first member, who has an account and no practice yet."""
        first = place.members[0]
        if known_person(first.email) is None:
            sign_up(email=first.email, name=first.name, password=PASSWORD, zone=place.zone)
        return Actor(self._enrolled(first.email), None, frozenset({Role.PATIENT}))

    def keeper(self, place: DemoPlace, practice_id: UUID) -> Actor:
        """Return the first member as an actor, after making them one."""
        first = place.members[0]
        try:
            with scope(practice_id, plane=_plane(practice_id)) as opened:
                actor = system_actor(practice_id)
                invitation = invite_the_first(actor, email=first.email, name=first.name, link_to=self._link)
                self._accept(first, place, invitation_token(invitation, opened.now))
        except PracticeHasMembers:
            pass
        keeper = Actor(self._enrolled(first.email), practice_id, frozenset({keeping_role(practice_id)}))
        self._let_hold(practice_id, keeper, first)
        return keeper

    def join(self, place: DemoPlace, keeper: Actor, somebody: Member) -> None:
        """Invite somebody who accepts."""
        practice_id = _place_of(keeper)
        try:
            with scope(practice_id, plane=_plane(practice_id)) as opened:
                invitation = invite_somebody(
                    keeper, email=somebody.email, name=somebody.name, roles=somebody.roles, link_to=self._link
                )
                self._accept(somebody, place, invitation_token(invitation, opened.now))
        except MemberAlready:
            pass
        self._enrolled(somebody.email)

    def invite(self, keeper: Actor, somebody: Member) -> None:
        """Invite somebody who has not answered yet."""
        practice_id = _place_of(keeper)
        try:
            with scope(practice_id, plane=_plane(practice_id)):
                invite_somebody(
                    keeper, email=somebody.email, name=somebody.name, roles=somebody.roles, link_to=self._link
                )
        except (InvitedAlready, MemberAlready):
            pass

    def bring_up_to_date(self, place: DemoPlace, keeper: Actor) -> None:
        """Let colleagues cover for one another, and let the tasks follow what is true today."""
        practice_id = _place_of(keeper)
        with scope(practice_id, plane=_plane(practice_id)) as opened:
            rows = {row.email: row for row in members_of(keeper)}
            for cover in place.covers:
                row = rows[cover.email]
                held = {grant.role for grant in row.grants}
                if cover.role not in held:
                    change_roles(
                        keeper,
                        membership_id=row.membership_id,
                        roles=held | {cover.role},
                        ends_at=opened.now + COVER_ENDS,
                    )
            people_changed(keeper)

    def _link(self, token: str) -> str:
        return f"{self._origin}{reverse('accept_invitation', args=[token])}"

    def _let_hold(self, practice_id: UUID, keeper: Actor, somebody: Member) -> None:
        """Give the keeper the roles they hold beside keeping the place."""
        with scope(practice_id, plane=_plane(practice_id)):
            (membership,) = (row for row in members_of(keeper) if row.email == somebody.email)
            if {grant.role for grant in membership.grants} != somebody.roles:
                change_roles(keeper, membership_id=membership.membership_id, roles=somebody.roles)

    def _accept(self, somebody: Member, place: DemoPlace, token: str) -> None:
        known = known_person(somebody.email)
        if known is not None:
            accept_invitation(Actor(known.person_id, None), token=token)
        else:
            accept_with_new_account(
                Actor(None, None), token=token, name=somebody.name, password=PASSWORD, zone=place.zone
            )

    def _enrolled(self, email: str) -> UUID:
        """Set an authenticator app up as the person would themselves; the vault plays the telephone."""
        known = known_person(email)
        assert known is not None
        if not known.has_authenticator_app:
            secret, moment = self._vault.secret_of(email) or generate_totp_secret(), datetime.now(UTC) - PHONE_SET_UP
            self._vault.keep(email, secret)
            code = current_code(secret, now=moment)
            add_authenticator_app(Actor(known.person_id, None), secret=secret, code=code, now=moment)
        return known.person_id


def _place_of(keeper: Actor) -> UUID:
    assert keeper.practice_id is not None, "a keeper keeps a place"
    return keeper.practice_id


def _plane(practice_id: UUID) -> Plane:
    return Plane.BUSINESS if practice_id == PLATFORM_ID else Plane.CARE


def keeping_role(practice_id: UUID) -> Role:
    """Return the role that keeps a place: the platform's compliance, a practice's owner."""
    return Role.COMPLIANCE if practice_id == PLATFORM_ID else Role.OWNER
