"""One person who chooses again, or at once in several places: one hold at a practice, where the group meets."""

from dataclasses import replace

import pytest

from attune.scheduling.booking_errors import PlaceNotOffered
from attune.scheduling.models import Occupancy, Seat
from tests.scheduling.booking import at, booked, group_of, hold
from tests.scheduling.providers import an_offering
from tests.scheduling.test_races import Place, all_at_once, place

__all__ = ["place"]

pytestmark = pytest.mark.usefixtures("committed_database")


def test_several_times_that_one_person_takes_at_once_leave_one_hold(place: Place) -> None:
    where, someone = place.where, place.where.patient()

    def taking(hour: int):
        def attempt() -> str:
            with where.open(someone):
                hold(where, someone, at(hour))
            return "held"

        return attempt

    came_of_it = all_at_once([taking(hour) for hour in range(9, 17)])

    assert came_of_it == {"held": 8}
    with where.open():
        states = list(Seat.objects.values_list("state", flat=True))
        assert (states.count("held"), len(states)) == (1, 8)
        assert Occupancy.objects.filter(kind=Occupancy.Kind.PROVIDER).count() == 1


def test_a_group_meets_where_its_first_member_chose(place: Place) -> None:
    with place.where.open():
        terms = replace(group_of(4), places=("video", "phone"))
        group = replace(place.where, offering_id=an_offering(place.world.a, place.where.provider_id, terms))
    first, second = group.patient(), group.patient()
    with group.open(first):
        booked(group, first, at(9))

    with group.open(second), pytest.raises(PlaceNotOffered):
        hold(group, second, at(9), place="phone")

    with group.open(second):
        hold(group, second, at(9))
        assert Seat.objects.filter(state=Seat.State.HELD).count() == 1
