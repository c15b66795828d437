"""Adding practices: as many as the edition has room for, and not one more."""

import threading

import pytest
from django.db import IntegrityError, connection

from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.practices.actions.create_practice import create_practice
from attune.practices.errors import NoMorePractices, PracticeNameMissing
from attune.practices.models import Practice
from attune.practices.queries.registry import RegisteredPractice, registered_practices
from attune.practices.rules.founding import free_slug
from attune.practices.rules.policy import TenancyPolicy

SYSTEM = system_actor(PLATFORM_ID)


def create(name: str, actor: Actor = SYSTEM) -> Practice:
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        return create_practice(actor, name=name, zone="America/Denver")


def practices() -> list[RegisteredPractice]:
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        return registered_practices(SYSTEM)


@pytest.mark.edition
@pytest.mark.usefixtures("db")
def test_an_edition_has_as_many_practices_as_its_policy_says():
    before = len(practices())

    if policy(TenancyPolicy).practices_max is None:
        made = {create(f"Practice {number}").id for number in range(3)}
        assert {one.practice_id for one in practices()} == made
    else:
        with pytest.raises(NoMorePractices):
            create("A second practice")
        assert (before, len(practices())) == (1, 1)


@pytest.mark.edition
@pytest.mark.usefixtures("db")
def test_the_database_itself_bounds_the_practices():
    other = Practice(name="Behind the back", slug="behind", zone="UTC")

    if policy(TenancyPolicy).practices_max is None:
        other.save()
        assert Practice.objects.filter(slug="behind").count() == 1
    else:
        with pytest.raises(IntegrityError, match="at most 1 practices"):
            other.save()


def test_two_at_once_are_one_too_many_for_the_last_room(owner):
    owner.execute("UPDATE app.practices_bound SET practices_max = 1")
    owner.execute("DELETE FROM practices_practice WHERE kind = 'practice'")
    start, told = threading.Barrier(2), []

    def found(slug: str) -> None:
        try:
            start.wait(timeout=10)
            Practice.objects.create(name=slug, slug=slug, zone="UTC")
            told.append("founded")
        except IntegrityError:
            told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=found, args=[slug]) for slug in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert sorted(told) == ["founded", "refused"]


@pytest.mark.usefixtures("db")
def test_the_app_cannot_move_the_bound():
    with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("UPDATE app.practices_bound SET practices_max = NULL")


@pytest.mark.usefixtures("db")
def test_two_practices_of_one_name_have_different_addresses():
    first, second = create("Harbor View"), create("Harbor View")

    assert (first.slug, second.slug) == ("harbor-view", f"harbor-view-{second.id.hex[-4:]}")


@pytest.mark.parametrize(
    ("wanted", "is_taken", "slug"),
    [
        ("lantern", False, "lantern"),
        ("lantern", True, "lantern-beef"),
        ("", False, "beef"),
        ("x" * 70, False, "x" * 60),
    ],
)
def test_a_slug_is_the_name_unless_it_is_taken_or_empty(wanted: str, is_taken: bool, slug: str):
    assert free_slug(wanted, is_taken=is_taken, told_apart_by="deadbeef") == slug


@pytest.mark.usefixtures("db")
def test_a_practice_needs_a_name():
    with pytest.raises(PracticeNameMissing):
        create("  ")


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CREDENTIALING])
def test_credentialing_alone_adds_practices(role: Role):
    with pytest.raises(NotPermitted):
        create("Northside", Actor(new_id(), PLATFORM_ID, frozenset({role})))
