"""What is published follows what is true, in the transaction that changed it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, models, transaction

from attune.credentialing.actions.provider_states import reinstate_provider, suspend_provider
from attune.credentialing.actions.update_profile import ProfileChange, update_profile
from attune.credentialing.models import License
from attune.directory.actions.publish_starts import publish_starts
from attune.directory.models import Listing
from attune.directory.queries.free_times import next_free
from attune.directory.queries.search import search
from attune.directory.rules.request import Search
from attune.foundation.authorization import Role, system_actor
from attune.foundation.background import Tick
from attune.foundation.clock import now
from attune.foundation.encryption.fields import EncryptedTextField
from attune.foundation.tenancy import Plane, scope
from attune.foundation.tenancy.fields import wall_key_or_none
from attune.practices.models import Practice
from attune.scheduling.actions.cancel_appointment import cancel_appointment
from attune.scheduling.actions.offerings import retire_offering
from attune.scheduling.actions.release_hold import release_hold
from attune.scheduling.actions.set_weekly_hours import set_weekly_hours
from attune.scheduling.queries.open_slots import starts_to_publish
from attune.workflows.jobs import catch_listings_up, move_listings_on
from attune.workflows.refresh_listing import practice_changed, refresh_listing, refresh_listings
from tests.scheduling.booking import Bookable, at, bookable, booked, group_of, hold
from tests.scheduling.providers import an_offering
from tests.support.world import World, cast
from tests.tenancy.rows import make_row, walled_models

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("db")]


@pytest.fixture
def world() -> World:
    return cast()


@pytest.fixture
def where(world: World) -> Bookable:
    with scope(world.a.practice_id):
        return bookable(world.a)


def free_at(where: Bookable, moment: datetime) -> bool:
    """Return whether everybody is told that a time is free."""
    return moment in next_free([where.offering_id], after=now(), count=3_000).get(where.offering_id, ())


def published() -> list[Listing]:
    return list(Listing.objects.order_by("offering_name"))


def test_a_provider_is_published_once_they_may_practise_and_offer_something(where: Bookable):
    (row,) = published()

    assert (row.provider_id, row.offering_id, row.states) == (where.provider_id, where.offering_id, ["TX"])
    assert (row.provider_name, row.price_minor, row.practice_id) == (
        "Maria Testerson",
        15_000,
        where.practice.practice_id,
    )
    assert free_at(where, at(9).astimezone(UTC))


def test_a_hold_takes_the_time_away_and_giving_it_up_gives_it_back(where: Bookable):
    ana = where.patient()
    with where.open(ana):
        held = hold(where, ana, at(9))
    taken = free_at(where, at(9))
    with where.open(ana):
        release_hold(ana, hold_id=held.hold_id)

    assert (taken, free_at(where, at(9))) == (False, True)


def test_a_booking_and_its_end_are_published_to_the_last_bit(where: Bookable):
    ana = where.patient()
    with where.open(ana):
        got = booked(where, ana, at(9))
    with where.open():
        expected = dict(starts_to_publish(where.provider_id, now().date()))
        assert {row.offering_id: row.starts for row in published()} == expected
        cancel_appointment(where.provider, appointment_id=got.appointment_id, reason="ill")
        assert {row.offering_id: row.starts for row in published()} == starts_to_publish(
            where.provider_id, now().date()
        )


def test_a_group_with_a_seat_left_stays_published_and_a_full_one_does_not(where: Bookable):
    with where.open():
        group_id = an_offering(where.practice, where.provider_id, group_of(2))
    group = Bookable(where.practice, where.provider_id, group_id)

    told = []
    for _ in range(2):
        somebody = group.patient()
        with group.open(somebody):
            booked(group, somebody, at(9))
        free = next_free([group_id, where.offering_id], after=now(), count=3_000)
        told.append([offering_id for offering_id, starts in free.items() if at(9) in starts])

    assert told == [[group_id], []]


def test_new_hours_a_new_offering_and_its_end_are_published(where: Bookable):
    with where.open():
        set_weekly_hours(where.desk, provider_id=where.provider_id, hours=[])
        closed = [row.starts for row in published()]
        group_id = an_offering(where.practice, where.provider_id, group_of(3))
        both = [row.offering_id for row in published()]
        retire_offering(where.desk, offering_id=where.offering_id)

    assert closed == [0]
    assert sorted(both) == sorted([group_id, where.offering_id])
    assert [row.offering_id for row in published()] == [group_id]


def test_what_a_provider_says_of_themselves_is_published(where: Bookable):
    with where.open():
        change = ProfileChange(approach="I listen.", languages=("en", "es"), gender="woman", takes_new_patients=False)
        update_profile(where.provider, provider_id=where.provider_id, change=change)

    (row,) = published()
    assert (row.approach, row.languages, row.gender, row.takes_new_patients) == (
        "I listen.",
        ["en", "es"],
        "woman",
        False,
    )
    assert search(Search("UTC"), now=now()).found == ()


def test_who_is_suspended_is_gone_at_once_and_back_when_reinstated(where: Bookable):
    owner = where.practice[Role.OWNER].actor
    with scope(where.practice.practice_id, plane=Plane.BUSINESS):
        suspend_provider(owner, provider_id=where.provider_id, reason="A complaint")
        gone = published()
    with where.open(owner):
        reinstate_provider(owner, provider_id=where.provider_id, reason="Looked into")

    assert gone == []
    assert free_at(where, at(9))


def test_in_plane_business_what_changed_is_published_with_the_free_times_as_they_were(where: Bookable):
    ana = where.patient()
    with where.open(ana):
        hold(where, ana, at(9))
    (before,) = published()

    with scope(where.practice.practice_id, plane=Plane.BUSINESS):
        License.objects.update(expires_on=now().date() + timedelta(days=9))
        refresh_listing(system_actor(where.practice.practice_id), where.provider_id)

    (after,) = published()
    assert after.starts == before.starts
    assert after.bookable_until < before.bookable_until


def test_a_practice_that_closes_takes_everything_back(where: Bookable):
    Practice.objects.filter(id=where.practice.practice_id).update(state="closed")

    with where.open():
        practice_changed(system_actor(where.practice.practice_id), where.practice.practice_id)

    assert published() == []


def test_the_night_moves_the_days_on_and_a_repeat_changes_nothing(where: Bookable):
    today, yesterday = now().date(), now().date() - timedelta(days=1)
    with where.open():
        right = published()[0].starts
        system = system_actor(where.practice.practice_id)
        publish_starts(system, where.provider_id, yesterday, {where.offering_id: 1})

    told: list[tuple[date, int]] = []
    for _ in range(2):
        with where.open():
            refresh_listings(system)
        told.append((published()[0].base_day, published()[0].starts))

    assert told == [(today, right)] * 2


def test_the_nightly_round_reaches_every_practice(where: Bookable, world: World):
    forget_jobs()

    move_listings_on(Tick(now(), where.provider_id))

    assert set(asked_to_publish()) == {place.practice_id for place in (world.a, world.b) if place}


def test_whose_nights_were_missed_is_caught_up_with_and_nobody_else(where: Bookable):
    tick, long_ago = Tick(now(), where.provider_id), now().date() - timedelta(days=31)
    forget_jobs()
    catch_listings_up(tick)
    nobody = asked_to_publish()
    with where.open():
        publish_starts(system_actor(where.practice.practice_id), where.provider_id, long_ago, {where.offering_id: 1})

    for _ in range(2):
        catch_listings_up(tick)

    assert (nobody, asked_to_publish()) == ([], [where.practice.practice_id])


def forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def asked_to_publish() -> list[UUID]:
    """Return whose listings wait to be published anew, each as often as it waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args->>'practice_id' FROM procrastinate_jobs WHERE task_name = 'workflows.refresh_listings'"
        )
        return [UUID(row[0]) for row in cursor.fetchall()]


CANARY = "Canary Quillfeather"
OPEN = frozenset({"credentialing", "scheduling", "practices"})
"""Whose own texts are published on purpose, or were written by the booking above."""


def test_no_canary_placed_in_the_world_sings_in_a_listing(where: Bookable):
    ana = where.patient()
    with where.open(ana):
        booked(where, ana, at(9))
    placed = 0
    with scope(where.practice.practice_id, person_id=ana.person_id) as opened:
        for model in walled_models():
            key = wall_key_or_none(model)
            if key is not None and not key.wall.is_published and model._meta.app_label not in OPEN:
                placed += _placed(model)
        refresh_listing(system_actor(opened.practice_id), where.provider_id)

    with connection.cursor() as cursor:
        cursor.execute("SELECT listing::text FROM directory_listing AS listing")
        told = "\n".join(row[0] for row in cursor.fetchall())
    assert placed > 10, placed
    assert "Maria Testerson" in told
    assert [word for word in (CANARY, "Ana Reyes", "ana@example.org", str(ana.person_id)) if word in told] == []


def _placed(model: type[models.Model]) -> int:
    """Put the canary into each text of a new row that lets it in; return how many did."""
    kinds = (models.CharField, models.TextField, EncryptedTextField)
    texts = [one.attname for one in model._meta.local_concrete_fields if isinstance(one, kinds) and not one.choices]
    placed = 0
    for name in texts:
        try:
            with transaction.atomic():
                row = make_row(model)
                setattr(row, name, CANARY)
                row.save(update_fields=[name])
                placed += 1
        except DatabaseError:
            continue
    return placed
