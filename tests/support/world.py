"""The cast: two practices with everybody in them, the operators, a patient; and a way to sign each of them in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.test import Client

from attune.credentialing.actions.add_license import add_license
from attune.credentialing.actions.add_provider import add_provider
from attune.credentialing.models import Exclusion, ExclusionList, ExclusionMatch, License, Provider
from attune.credentialing.rules.licenses import LicenseKind
from attune.credentialing.rules.professions import Profession
from attune.foundation.authorization import OPERATOR_ROLES, PRACTICE_ROLES, Actor, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.identity.models import ApiToken, Grant, Invitation, Membership, User
from attune.identity.models.user import normal_address
from attune.identity.sessions import SessionStore
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.practices.models import Practice
from attune.practices.rules.policy import TenancyPolicy

PASSWORD = "three quiet lamps"
ZONE = "America/Denver"


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody of the cast. ``membership_id`` and ``practice_id`` are None for who works nowhere."""

    person_id: UUID
    email: str
    name: str
    roles: frozenset[Role]
    practice_id: UUID | None = None
    membership_id: UUID | None = None

    @property
    def actor(self) -> Actor:
        """The person as an actor where they work, or in their own care."""
        return Actor(self.person_id, self.practice_id, self.roles)


@dataclass(frozen=True, slots=True)
class CastPractice:
    """A practice, or the platform, with one person per role, and somebody who was invited."""

    practice_id: UUID
    name: str
    people: dict[Role, CastMember]
    invitation_id: UUID

    def __getitem__(self, role: Role) -> CastMember:
        return self.people[role]


@dataclass(frozen=True, slots=True)
class World:
    """Everybody. ``b`` is None in an edition with one practice."""

    a: CastPractice
    b: CastPractice | None
    platform: CastPractice
    patient: CastMember
    without_factor: CastMember
    everyone: tuple[CastMember, ...] = field(default=())

    @property
    def elsewhere(self) -> CastPractice:
        """A place that is not A: the other practice, or the platform where there is one practice."""
        return self.b or self.platform


def cast() -> World:
    """Make the whole cast in the current database and return it. Run outside of a scope."""
    moment = now() - timedelta(days=30)
    a = _practice(_practice_a(), "a", PRACTICE_ROLES, moment)
    b = None
    if policy(TenancyPolicy).practices_max is None:
        b = _practice(_new_practice("Northside Practice"), "b", PRACTICE_ROLES, moment)
    platform = _practice(Practice.objects.get(id=PLATFORM_ID), "platform", OPERATOR_ROLES, moment)
    patient = person("patient@example.org", "Marisol Vega", {Role.PATIENT})
    bare = joined(
        person("bare@example.org", "Theo Brandt", {Role.OWNER}, has_factor=False), a.practice_id, {Role.OWNER}
    )
    places = [place for place in (a, b, platform) if place]
    everyone = (*(member for place in places for member in place.people.values()), patient, bare)
    return World(a, b, platform, patient, bare, everyone)


def person(email: str, name: str, roles: Iterable[Role] = (), *, has_factor: bool = True) -> CastMember:
    """Make somebody who can sign in, with a verified address and, unless told otherwise, a second factor."""
    return _people([(email, name, frozenset(roles))], has_factor=has_factor)[0]


def joined(
    member: CastMember, practice_id: UUID, roles: Iterable[Role], *, since: datetime | None = None
) -> CastMember:
    """Make somebody a member of a practice with roles held since a time."""
    members = [replace(member, roles=frozenset(roles))]
    return _members(members, practice_id, since or now() - timedelta(days=30))[0]


def _people(named: Sequence[tuple[str, str, frozenset[Role]]], *, has_factor: bool = True) -> list[CastMember]:
    users = [User(email=normal_address(email), name=name, zone=ZONE, password=_hashed()) for email, name, _ in named]
    User.objects.bulk_create(users)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    if has_factor:
        kind, data = Authenticator.Type.TOTP, {"secret": "unused"}
        Authenticator.objects.bulk_create(Authenticator(user=user, type=kind, data=data) for user in users)
    return [CastMember(user.id, *who) for user, who in zip(users, named, strict=True)]


def _members(people: Sequence[CastMember], practice_id: UUID, since: datetime) -> list[CastMember]:
    started = Membership.objects.bulk_create(
        Membership(practice_id=practice_id, user_id=one.person_id, started_at=since) for one in people
    )
    held = list(zip(people, started, strict=True))
    Grant.objects.bulk_create(
        Grant(membership=membership, role=role, starts_at=since) for one, membership in held for role in one.roles
    )
    return [replace(one, practice_id=practice_id, membership_id=membership.id) for one, membership in held]


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


def sign_in(client: Client, member: CastMember) -> None:
    """Give a test client the session of somebody, working where the cast says."""
    client.force_login(User.objects.get(id=member.person_id))
    session = client.session
    assert isinstance(session, SessionStore)
    if member.practice_id is not None:
        session.work_in(member.practice_id)


def page_of(member: CastMember, address: str) -> str:
    """Return a page as somebody reads it who has just signed in."""
    client = Client()
    sign_in(client, member)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


OBJECTS: dict[str, Callable[[CastPractice], UUID | str | int]] = {
    "membership_id": lambda practice: _membership_of(practice, Role.SCHEDULER, Role.FINANCE),
    "invitation_id": lambda practice: practice.invitation_id,
    "provider_id": lambda practice: _provider_of(practice),
    "license_id": lambda practice: _license_of(practice),
    "match_id": lambda practice: _match_of(practice),
    "practice_id": lambda practice: practice.practice_id,
    "signature_id": lambda practice: new_id(),
    "employment_id": lambda practice: new_id(),
    "kind": lambda practice: "platform_contract",
    "state_code": lambda practice: "co",
    "follow_up_id": lambda practice: new_id(),
    "dependent_id": lambda practice: new_id(),
    "chart_id": lambda practice: new_id(),
    "assessment_id": lambda practice: new_id(),
    "flag_id": lambda practice: new_id(),
    "offering_id": lambda practice: new_id(),
    "room_id": lambda practice: new_id(),
    "seat_id": lambda practice: new_id(),
    "payment_id": lambda practice: new_id(),
    "step": lambda practice: "concerns",
    "token": lambda practice: "0" * 64,
    "token_id": lambda practice: _token_of(practice),
    "job_id": lambda practice: 2**31 - 2,
    "pk": lambda practice: 2**31 - 2,
    "appointment_id": lambda practice: new_id(),
    "slug": lambda practice: "nobody-we-know",
    "encounter_id": lambda practice: new_id(),
    "note_id": lambda practice: new_id(),
    "payout_id": lambda practice: new_id(),
    "month": lambda practice: "2026-11",
}
"""For each name a URL may capture: how to get one in a practice. Add one with each new kind of address."""


def object_ids(practice: CastPractice) -> dict[str, UUID | str | int]:
    """Return an id in the practice for each name a URL captures."""
    return {name: found(practice) for name, found in OBJECTS.items()}


def _provider_of(practice: CastPractice) -> UUID:
    """Return a provider of the practice, made at the first call."""
    with scope(practice.practice_id, plane=Plane.BUSINESS):
        found = Provider.objects.order_by("id").values_list("id", flat=True).first()
        return found or add_provider(
            system_actor(practice.practice_id),
            person_id=next(iter(practice.people.values())).person_id,
            name="Robin Caster",
            profession=Profession.PSYCHOLOGIST,
            npi="",
            zone=ZONE,
        )


def _license_of(practice: CastPractice) -> UUID:
    """Return a license of that provider, made at the first call."""
    provider_id, today = _provider_of(practice), now().date()
    with scope(practice.practice_id, plane=Plane.BUSINESS):
        found = License.objects.order_by("id").values_list("id", flat=True).first()
        return found or add_license(
            system_actor(practice.practice_id),
            provider_id=provider_id,
            state="TX",
            kind=LicenseKind.PSYCHOLOGIST,
            number="PSY 1",
            issued_on=today - timedelta(days=1),
            expires_on=today + timedelta(days=365),
        )


def _match_of(practice: CastPractice) -> UUID:
    """Return an open match of that provider with an exclusion list, made at the first call."""
    provider_id, today = _provider_of(practice), now().date()
    with scope(practice.practice_id, plane=Plane.BUSINESS):
        found = ExclusionMatch.objects.order_by("id").values_list("id", flat=True).first()
        if found is not None:
            return found
        taken = ExclusionList.objects.create(file_hash="x", rows=1, newest_on=today, taken_in_at=now())
        listed = Exclusion.objects.create(
            fingerprint=new_id().hex, natural_key="x", family_name="CASTER", excluded_on=today, last_list=taken
        )
        return ExclusionMatch.objects.create(
            provider_id=provider_id, exclusion_id=listed.id, strength="npi", state="open", found_at=now()
        ).id


def _token_of(practice: CastPractice) -> UUID:
    """Return a token of somebody in the practice, made at the first call."""
    member = next(iter(practice.people.values()))
    found = ApiToken.objects.filter(practice_id=practice.practice_id).first() or ApiToken.objects.create(
        token_hash=new_id().hex * 2,
        audience="admin",
        scopes=[],
        label="Of the cast",
        person_id=member.person_id,
        practice_id=practice.practice_id,
        membership_id=member.membership_id,
        created_at=now(),
        expires_at=now() + timedelta(days=30),
    )
    return found.id


def _membership_of(practice: CastPractice, *roles: Role) -> UUID:
    found = next(practice.people[role].membership_id for role in roles if role in practice.people)
    assert found is not None
    return found


def _practice_a() -> Practice:
    founded = Practice.objects.filter(kind=Practice.Kind.PRACTICE).first()
    return founded or _new_practice("Lantern Practice")


def _new_practice(name: str) -> Practice:
    return Practice.objects.create(name=name, slug=name.split()[0].lower(), zone=ZONE)


def _practice(practice: Practice, key: str, roles: Iterable[Role], since: datetime) -> CastPractice:
    ordered = sorted(roles)
    told = [(f"{one}.{key}@example.org", f"{one.capitalize()} {key.capitalize()}", frozenset({one})) for one in ordered]
    people = dict(zip(ordered, _members(_people(told), practice.id, since), strict=True))
    invitation = Invitation.objects.create(
        practice=practice,
        email=f"invited.{key}@example.org",
        name="Ines Holm",
        roles=[next(iter(people))],
        token_hash=new_id().hex * 2,
        sent_at=since,
        expires_at=since + timedelta(days=60),
    )
    return CastPractice(practice.id, practice.name, people, invitation.id)
