"""The demonstration's world, made through the product's own actions in each edition."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as configured
from django.test import Client, override_settings

from attune.billing.gateways import payment_processor
from attune.credentialing.gateways.npi_registry import npi_registry
from attune.credentialing.rules.policy import CredentialingPolicy, Reviewer
from attune.demo.network.registrations import registrations
from attune.demo.population import Population, sign_ins
from attune.demo.tour import RoleTour, Step, tours
from attune.demo.vault import Vault
from attune.demo.worlds.sizes import world_of
from attune.demo.worlds.world import World
from attune.directory.models import Listing
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.one_time_code import accept_one_time_code
from attune.identity.models import Invitation, Membership, User
from attune.identity.queries.people import known_person
from attune.identity.rules.one_time_codes import current_code
from attune.identity.rules.role_names import ROLE_NAMES
from attune.insights.queries.operating_days import operating_days
from attune.kernel.identifiers import PLATFORM_ID
from attune.kernel.roles import Role
from attune.patients.queries.care_links import practices_of
from attune.payouts.gateways import payout_processor
from attune.practices.queries.registry import registered_by_slug
from attune.sandboxes.nppes.server import running
from attune.sandboxes.nppes.store import RegistryStore
from attune.sandboxes.stripe.server import running as payment_sandbox
from attune.scheduling.queries.appointments import SeatFacts
from attune.scheduling.queries.own_seats import my_seats
from attune.worklist.queries.own import tasks_for
from tests.support import databases
from tests.support.world import CastMember, sign_in

pytestmark = pytest.mark.edition

FEWER = {"Anybody"}
"""Who finds less than ten things to try: in a clinic there is no directory to search."""


@dataclass(frozen=True)
class Made:
    """A small world in a database of this module's own, with what was told while it was made."""

    world: World
    folder: Path
    told: list[str]

    def again(self) -> None:
        populate(self.world, self.folder)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Made]:
    world, folder = world_of(configured.EDITION, "tiny"), tmp_path_factory.mktemp("world")
    store, before = RegistryStore(folder / "nppes"), databases.current_name()
    store.add(*registrations(world))
    with (
        databases.clone(databases.fresh_name()) as name,
        django_db_blocker.unblock(),
        running(store) as address,
        payment_sandbox() as (processor_url, _),
        override_settings(NPPES_URL=address, STRIPE_API_BASE=processor_url),
    ):
        for gateway in (npi_registry, payment_processor, payout_processor):
            gateway.cache_clear()
        databases.point_django_at(name)
        yield Made(world, folder, populate(world, folder))
        databases.point_django_at(before)
    npi_registry.cache_clear()


def populate(world: World, folder: Path) -> list[str]:
    told: list[str] = []
    Population(world, Vault(folder, configured.EDITION), origin="http://localhost:8000").make(told.append)
    return told


def id_of(email: str) -> UUID:
    known = known_person(email)
    assert known is not None
    return known.person_id


def counts() -> Counter[str]:
    return Counter(
        people=User.objects.count(),
        members=Membership.objects.count(),
        open_invitations=Invitation.objects.filter(accepted_at=None).count(),
    )


def sessions_of(email: str) -> list[SeatFacts]:
    person_id = id_of(email)
    with scope(person_id=person_id, plane=Plane.SELF):
        links = practices_of(person_id)
    found: list[SeatFacts] = []
    for link in links:
        with scope(link.practice_id, person_id=person_id, plane=Plane.SELF):
            found += my_seats(Actor(person_id, link.practice_id, frozenset({Role.PATIENT})))
    return found


def test_everybody_of_the_table_can_sign_in_with_password_and_second_step(made):
    vault, real_now = Vault(made.folder, configured.EDITION), datetime.now(UTC)

    for role, email, _ in sign_ins(made.world):
        known = known_person(email)
        assert known is not None
        secret = vault.secret_of(email)
        assert (secret is None) == (role == "patient")
    owner = next(email for role, email, place in sign_ins(made.world) if "owner" in role)
    code = current_code(vault.secret_of(owner) or "", now=real_now)
    assert accept_one_time_code(id_of(owner), code, now=real_now) is not None


def test_the_world_is_made_on_earlier_days_and_leaves_the_clock_alone(made):
    joined = Membership.objects.earliest("started_at").started_at

    assert 59 <= (now() - joined).days <= 60
    assert abs((now() - datetime.now(UTC)).total_seconds()) < 60


def test_who_runs_a_place_has_something_to_do(made):
    titles = {}
    for place in made.world.places:
        practice_id = registered_by_slug(place.slug).practice_id
        role = Role.COMPLIANCE if practice_id == PLATFORM_ID else Role.OWNER
        actor = Actor(id_of(place.members[0].email), practice_id, frozenset({role}))
        with scope(practice_id, plane=Plane.BUSINESS if practice_id == PLATFORM_ID else Plane.CARE):
            titles[place.slug] = [task.title for task in tasks_for(actor)]
    assert titles["platform"] == ["An invitation waits for its answer"]
    first = made.world.places[1]
    listed = {one.name for one in first.members} & {made.world.listed_as}
    waiting = ["A colleague’s role ends soon", "An invitation waits for its answer"]
    assert sorted(titles[first.slug]) == sorted([*waiting, *("A provider may be on an exclusion list" for _ in listed)])


def test_the_first_patient_of_the_world_was_met_and_comes_again(made):
    seats = sessions_of("patient@example.com")

    assert seats[0].state == "attended"
    assert seats[-1].state == "booked"
    assert seats[-1].starts_at > now() > seats[0].ends_at


def test_a_seat_in_a_group_a_declined_card_and_a_listed_name_are_there(made):
    told = made.told[-1]

    assert "1 seat in groups" in told
    assert "declined card" in told
    assert "0 declined" not in told
    assert "1 name to compare with an exclusion list" in told


def test_the_platform_has_its_numbers_at_once(made):
    today = now().date()
    finance = Actor(id_of("finance@attune.example"), PLATFORM_ID, frozenset({Role.FINANCE}))

    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        counted = operating_days(finance, since=today - made.world.history, until=today + timedelta(days=1))

    assert sum(one.numbers.held for one in counted) > 0
    assert sum(one.numbers.received_minor for one in counted) > 0


def test_every_role_has_things_to_try_and_each_link_opens_for_it(made):
    found = list(tours(made.world))

    assert [one.role for one in found][:4] == ["Anybody", "Patient", "Provider", "Owner"]
    assert {ROLE_NAMES[role] for place in made.world.places for one in place.members for role in one.roles} <= {
        one.role for one in found
    }
    assert [(one.role, len(one.steps)) for one in found if one.role not in FEWER and len(one.steps) < 10] == []
    assert [one.role for one in found if len({step.title for step in one.steps}) < len(one.steps)] == []
    assert any("/my/sessions/" in step.url for step in found[1].steps)
    assert [one.role for one in found if "Compare a name" in {step.title for step in one.steps}] == [
        "Administrator" if policy(CredentialingPolicy).reviewer is Reviewer.PRACTICE else "Credentialing"
    ]
    opened = [(one.role, step.url, *told) for one in found for step, *told in followed(made, one)]
    assert [one for one in opened if one[2:] != (200, False)] == []


def followed(made: Made, tour: RoleTour) -> Iterator[tuple[Step, int, bool]]:
    """Follow every link as whom the tour says; a page that sends somebody away to sign in is none.

    The last is whether it leads to a group, whose session has neither video nor trend to try.
    """
    client = Client()
    if tour.email:
        place = next((one for one in made.world.places if any(tour.email == who.email for who in one.members)), None)
        practice_id = registered_by_slug(place.slug).practice_id if place else None
        sign_in(client, CastMember(id_of(tour.email), tour.email, "", frozenset(), practice_id))
    for step in tour.steps:
        answer = client.get(step.url, follow=True)
        is_refused = answer.request["PATH_INFO"] == "/sign-in" != step.url
        is_group = not answer.streaming and b"Video rooms are for two." in answer.content
        yield step, 401 if is_refused else answer.status_code, is_group


def test_making_the_world_again_changes_nothing(made):
    first, seats = counts(), sessions_of("patient@example.com")
    told = set(Listing.objects.values_list("offering_id", "starts"))
    for practice_id in set(Listing.objects.values_list("practice_id", flat=True)):
        with scope(practice_id):
            long_ago = now().date() - timedelta(days=31)
            Listing.objects.filter(practice_id=practice_id).update(base_day=long_ago, starts=0)

    made.again()

    assert set(Listing.objects.values_list("base_day", flat=True)) == {now().date()}
    assert set(Listing.objects.values_list("offering_id", "starts")) == told
    assert (counts(), sessions_of("patient@example.com")) == (first, seats)
