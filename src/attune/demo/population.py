"""Making the demonstration's world through the product's own actions; what is there already stays."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.urls import reverse

from attune.credentialing.actions.watch_licenses import watch_licenses
from attune.demo.history.passing import Told, live
from attune.demo.history.staff import Practitioner, practitioners
from attune.demo.history.today import meet_today, meetings_of
from attune.demo.network.workplace import Colleague, Workplace
from attune.demo.vault import Vault
from attune.demo.worlds.sizes import SEED
from attune.demo.worlds.world import PASSWORD, DemoPlace, Member, World
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.clock import move_clock
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
from attune.practices.errors import NoSuchPractice
from attune.practices.queries.registry import registered_by_slug
from attune.workflows.invite_somebody import invite_somebody, invite_the_first
from attune.workflows.people_changed import people_changed

FOUNDED = timedelta(days=60)
OPENED = timedelta(days=50)
INVITED = timedelta(days=9)
COVER_ENDS = timedelta(days=6)
FEW = 10
"""So few patients are lived in this process, without others beside it."""

PHONE_SET_UP = timedelta(minutes=1)
"""Authenticator apps were set up a moment ago: a code is good once, and the present one is for signing in."""

Tell = Callable[[str], None]


class Population:
    """Makes what a world lacks; ``origin`` is how browsers reach the product."""

    def __init__(self, world: World, vault: Vault, *, origin: str) -> None:
        self._world = world
        self._vault = vault
        self._origin = origin

    def make(self, tell: Tell) -> None:
        """Make the world place by place, then let the weeks until today pass; ``tell`` hears of each."""
        workplaces: list[Workplace] = []
        for place in self._world.places:
            with self._ago(FOUNDED):
                practice_id = self._practice(place)
                keeper = self._keeper(place, practice_id)
                for somebody in place.members[1:]:
                    self._join(place, practice_id, keeper, somebody)
            with self._ago(INVITED):
                for somebody in place.invited:
                    self._invite(practice_id, keeper, somebody)
            self._bring_up_to_date(place, practice_id, keeper)
            workplace = self._workplace(place, practice_id, keeper)
            if workplace.colleagues:
                with self._ago(OPENED):
                    self._world.let_practise(workplace)
                workplaces.append(workplace)
            tell(f"{place.name}: {len(place.members)} people, {len(workplace.colleagues)} of them providers")
        staff = practitioners(workplaces, self._world.providers)
        self._live(staff, tell)
        today = meet_today(meetings_of(self._world.patients, staff))
        tell(f"Today: {today} sessions were booked in the coming hours")
        for workplace in workplaces:
            with scope(workplace.practice_id):
                watch_licenses(system_actor(workplace.practice_id))

    def _live(self, staff: Mapping[UUID, Practitioner], tell: Tell) -> None:
        """Let the weeks until today pass, unless somebody of the patients has come before: it happens once."""
        patients = self._world.patients
        if known_person(patients[0].email) is not None:
            return
        tell(f"{self._world.history.days} days with {len(patients)} patients")
        told = Told(
            patients, named=self._world.named, history=self._world.history, seed=SEED, each_day=self._world.each_day
        )
        live(told, staff, tell, in_processes=len(patients) > FEW)

    def _workplace(self, place: DemoPlace, practice_id: UUID, keeper: Actor) -> Workplace:
        """Return the place with those of its members who practise there."""
        told = {provider.email: provider for provider in self._world.providers}
        colleagues = tuple(
            Colleague(somebody.name, self._provider(somebody, practice_id), told[somebody.email])
            for somebody in place.members
            if somebody.email in told and Role.PROVIDER in somebody.roles
        )
        return Workplace(practice_id, keeper, place.members[0].name, colleagues, datetime.now(UTC).date())

    def _provider(self, somebody: Member, practice_id: UUID) -> Actor:
        known = known_person(somebody.email)
        assert known is not None
        return Actor(known.person_id, practice_id, frozenset({Role.PROVIDER}))

    @contextmanager
    def _ago(self, time: timedelta) -> Iterator[None]:
        """Let it be an earlier day; afterwards it is today again, whatever happens."""
        move_clock(-time)
        try:
            yield
        finally:
            move_clock(timedelta(0))

    def _link(self, token: str) -> str:
        return f"{self._origin}{reverse('accept_invitation', args=[token])}"

    def _practice(self, place: DemoPlace) -> UUID:
        try:
            return registered_by_slug(place.slug).practice_id
        except NoSuchPractice:
            assert self._world.apply_with is not None, f"{place.name} is neither there nor may it apply"
            return self._world.apply_with(place, self._founder(place))

    def _founder(self, place: DemoPlace) -> Actor:
        """Return the first member, who has an account and no practice yet."""
        first = place.members[0]
        if known_person(first.email) is None:
            sign_up(email=first.email, name=first.name, password=PASSWORD, zone=place.zone)
        return Actor(self._enrolled(first.email), None, frozenset({Role.PATIENT}))

    def _keeper(self, place: DemoPlace, practice_id: UUID) -> Actor:
        """Return the first member as an actor, after making them one."""
        first = place.members[0]
        try:
            with scope(practice_id, plane=_plane(practice_id)) as opened:
                actor = system_actor(practice_id)
                invitation = invite_the_first(actor, email=first.email, name=first.name, link_to=self._link)
                self._accept(first, place, invitation_token(invitation, opened.now))
        except PracticeHasMembers:
            pass
        keeper = Actor(self._enrolled(first.email), practice_id, frozenset({_keeping_role(practice_id)}))
        self._let_hold(practice_id, keeper, first)
        return keeper

    def _let_hold(self, practice_id: UUID, keeper: Actor, somebody: Member) -> None:
        """Give the keeper the roles they hold beside keeping the place."""
        with scope(practice_id, plane=_plane(practice_id)):
            (membership,) = (row for row in members_of(keeper) if row.email == somebody.email)
            if {grant.role for grant in membership.grants} != somebody.roles:
                change_roles(keeper, membership_id=membership.membership_id, roles=somebody.roles)

    def _join(self, place: DemoPlace, practice_id: UUID, keeper: Actor, somebody: Member) -> None:
        try:
            with scope(practice_id, plane=_plane(practice_id)) as opened:
                invitation = invite_somebody(
                    keeper, email=somebody.email, name=somebody.name, roles=somebody.roles, link_to=self._link
                )
                self._accept(somebody, place, invitation_token(invitation, opened.now))
        except MemberAlready:
            pass
        self._enrolled(somebody.email)

    def _invite(self, practice_id: UUID, keeper: Actor, somebody: Member) -> None:
        try:
            with scope(practice_id, plane=_plane(practice_id)):
                invite_somebody(
                    keeper, email=somebody.email, name=somebody.name, roles=somebody.roles, link_to=self._link
                )
        except (InvitedAlready, MemberAlready):
            pass

    def _bring_up_to_date(self, place: DemoPlace, practice_id: UUID, keeper: Actor) -> None:
        """Let colleagues cover for one another, and let the tasks follow what is true today."""
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


def _plane(practice_id: UUID) -> Plane:
    return Plane.BUSINESS if practice_id == PLATFORM_ID else Plane.CARE


def _keeping_role(practice_id: UUID) -> Role:
    return Role.COMPLIANCE if practice_id == PLATFORM_ID else Role.OWNER


def sign_ins(world: World) -> list[tuple[str, str, str]]:
    """Return role, address and place of everybody who can sign in, patients first."""
    rows = [("patient", patient.email, "") for patient in world.patients[: world.named]]
    for place in world.places:
        rows += [(", ".join(sorted(one.roles)), one.email, place.name) for one in place.members]
    return rows
