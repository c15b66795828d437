"""The demonstration's world, made through the product's own actions in each edition."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as configured

from attune.credentialing.gateways.npi_registry import npi_registry
from attune.demo.network.registrations import registrations
from attune.demo.population import Population, sign_ins
from attune.demo.vault import Vault
from attune.demo.worlds.world import World
from attune.foundation.authorization import Actor
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.identity.actions.one_time_code import accept_one_time_code
from attune.identity.models import Invitation, Membership, User
from attune.identity.queries.people import known_person
from attune.identity.rules.one_time_codes import current_code
from attune.kernel.identifiers import PLATFORM_ID
from attune.kernel.roles import Role
from attune.patients.queries.care_links import practices_of
from attune.practices.queries.registry import registered_by_slug
from attune.sandboxes.nppes.server import running
from attune.sandboxes.nppes.store import Entry, RegistryStore
from attune.scheduling.queries.appointments import my_seats
from attune.worklist.queries.own import tasks_for

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]


@pytest.fixture
def world(committed_database):
    settled = import_module(f"attune.demo.worlds.{configured.EDITION}").WORLD
    if configured.EDITION == "clinic":
        # The tests' clinic has the demonstration's name, and so its slug.
        registered_by_slug("harbor-clinic")
    return part_of(settled)


def part_of(world: World) -> World:
    """Return the world with a few of its practices of one and of its providers; the whole one is in test_whole."""
    kept = [place for place in world.places if len(place.members) > 1][:3]
    alone = [place for place in world.places if len(place.members) == 1][:1]
    people = {somebody.email for place in (*kept, *alone) for somebody in place.members}
    found = [provider for provider in world.providers if provider.email in people]
    return replace(world, places=(*kept, *alone), providers=(*found[:2], *found[-1:]), patients=world.patients[:2])


@pytest.fixture(autouse=True)
def registry(world, tmp_path, settings):
    store = RegistryStore(tmp_path / "nppes")
    store.add(*(Entry(**told) for told in registrations(world)))
    with running(store) as address:
        settings.NPPES_URL = address
        npi_registry.cache_clear()
        yield
    npi_registry.cache_clear()


def make(world, folder: Path) -> list[str]:
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


def test_everybody_of_the_table_can_sign_in_with_password_and_second_step(world, tmp_path):
    make(world, tmp_path)

    vault, real_now = Vault(tmp_path, configured.EDITION), datetime.now(UTC)
    for role, email, _ in sign_ins(world):
        known = known_person(email)
        assert known is not None
        secret = vault.secret_of(email)
        assert (secret is None) == (role == "patient")
    owner = next(email for role, email, place in sign_ins(world) if role == "owner")
    code = current_code(vault.secret_of(owner) or "", now=real_now)
    assert accept_one_time_code(id_of(owner), code, now=real_now) is not None


def test_making_the_world_again_changes_nothing(world, tmp_path):
    make(world, tmp_path)
    first = counts()

    make(world, tmp_path)

    assert counts() == first


def test_the_world_is_made_on_earlier_days_and_leaves_the_clock_alone(world, tmp_path):
    make(world, tmp_path)

    joined = Membership.objects.earliest("started_at").started_at
    assert 59 <= (now() - joined).days <= 60
    assert abs((now() - datetime.now(UTC)).total_seconds()) < 60


def test_who_runs_a_place_has_something_to_do(world, tmp_path):
    make(world, tmp_path)

    titles = {}
    for place in world.places:
        practice_id = registered_by_slug(place.slug).practice_id
        role = Role.COMPLIANCE if practice_id == PLATFORM_ID else Role.OWNER
        actor = Actor(id_of(place.members[0].email), practice_id, frozenset({role}))
        with scope(practice_id, plane=Plane.BUSINESS if practice_id == PLATFORM_ID else Plane.CARE):
            titles[place.slug] = [task.title for task in tasks_for(actor)]
    assert titles["platform"] == ["An invitation waits for its answer"]
    first_practice = world.places[1].slug
    assert sorted(titles[first_practice]) == ["A colleague’s role ends soon", "An invitation waits for its answer"]


def test_a_patient_of_the_world_is_in_care_with_a_session_to_come(world, tmp_path):
    told = make(world, tmp_path)

    person_id = id_of("patient@example.com")
    with scope(person_id=person_id, plane=Plane.SELF):
        (link,) = practices_of(person_id)
    with scope(link.practice_id, person_id=person_id, plane=Plane.SELF):
        (seat,) = my_seats(Actor(person_id, link.practice_id, frozenset({Role.PATIENT})))

    assert seat.starts_at > now()
    assert told[-1].startswith(f"Patients: {len(world.patients)}, ")
