"""A person changes the name they go by and the zone they see times in."""

import pytest

from attune.foundation.tenancy import NoScope, Plane, scope
from attune.identity.actions.change_person import change_person
from attune.identity.errors import PersonRefused
from attune.identity.models import User
from tests.support.audit import actions_recorded
from tests.support.world import World


def own(world: World):
    return scope(person_id=world.patient.person_id, plane=Plane.SELF)


def as_stored(world: World) -> tuple[str, str]:
    return User.objects.values_list("name", "zone").get(id=world.patient.person_id)


def traces(world: World) -> list[str]:
    with own(world):
        return actions_recorded("identity.person")


def test_a_name_and_a_zone_are_kept_without_what_surrounds_them_and_leave_one_trace(world: World):
    for _ in range(2):
        with own(world):
            change_person(world.patient.actor, name="  Zoë Ānanda-Lightfoot ", zone="Pacific/Honolulu")

    assert as_stored(world) == ("Zoë Ānanda-Lightfoot", "Pacific/Honolulu")
    assert traces(world) == ["identity.person.changed"]


@pytest.mark.parametrize(
    ("name", "zone", "field"),
    [(" ", "America/Denver", "name"), ("x" * 121, "America/Denver", "name"), ("Mira", "Mars/Olympus", "zone")],
)
def test_what_nobody_can_have_changes_nothing(world: World, name: str, zone: str, field: str):
    before = as_stored(world)

    with own(world), pytest.raises(PersonRefused) as refused:
        change_person(world.patient.actor, name=name, zone=zone)

    assert (refused.value.field, as_stored(world), traces(world)) == (field, before, [])


def test_nobody_is_changed_by_somebody_else_or_outside_of_a_scope(world: World):
    before = as_stored(world)

    with pytest.raises(NoScope):
        change_person(world.patient.actor, name="Mallory", zone="America/Denver")
    with own(world), pytest.raises(AssertionError):
        change_person(world.without_factor.actor, name="Mallory", zone="America/Denver")

    assert as_stored(world) == before
