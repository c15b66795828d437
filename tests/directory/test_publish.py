"""Publishing: a listing says what its practice says, and nobody else writes it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from attune.audit.models import AuditEvent
from attune.directory.actions.publish import publish_listing, withdraw_listings
from attune.directory.actions.publish_starts import publish_starts
from attune.directory.errors import NotPublishable
from attune.directory.models import Listing
from attune.directory.rules import start_bits
from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.tenancy import NoScope, Plane, scope
from attune.kernel.identifiers import new_id
from tests.directory.listings import offering, provider, publish

pytestmark = pytest.mark.usefixtures("committed_database")

TODAY = datetime.now(tz=UTC).date()


def events(practice_id) -> list[str]:
    with scope(practice_id):
        return [event.action for event in AuditEvent.objects.order_by("id")]


def test_everybody_reads_what_a_practice_publishes():
    session = offering(starts=start_bits.between(40, 44))
    published = provider(session)

    publish(published)

    row = Listing.objects.get()
    assert (row.provider_id, row.offering_id, row.starts) == (published.provider_id, session.offering_id, 15 << 2836)
    assert (row.states, row.states_until) == (["NY"], [published.bookable_until["NY"]])
    assert row.bookable_until == published.bookable_until["NY"]


def test_each_offering_is_a_listing_and_one_that_is_gone_is_withdrawn():
    individual, group = offering(), offering(name="Evening group", format="group")
    published = provider(individual, group)
    practice_id = publish(published)

    publish(replace(published, offerings=(group,)), practice_id=practice_id)

    assert [row.offering_id for row in Listing.objects.all()] == [group.offering_id]
    assert events(practice_id) == ["directory.listing.published"] * 2


def test_publishing_the_same_again_keeps_the_row_and_records_nothing():
    published = provider()
    practice_id = publish(published)
    before = Listing.objects.get()

    publish(published, practice_id=practice_id)

    after = Listing.objects.get()
    assert (after.id, after.published_at) == (before.id, before.published_at)
    assert events(practice_id) == ["directory.listing.published"]


def test_new_free_times_alone_are_published_without_an_event():
    session = offering(starts=start_bits.ALL)
    published = provider(session)
    practice_id = publish(published)

    publish(replace(published, offerings=(replace(session, starts=1),)), practice_id=practice_id)

    assert Listing.objects.get().starts == 1
    assert events(practice_id) == ["directory.listing.published"]


def test_a_provider_who_may_be_booked_nowhere_is_withdrawn():
    published = provider()
    practice_id = publish(published)

    publish(replace(published, bookable_until={}), practice_id=practice_id)

    assert Listing.objects.count() == 0
    assert events(practice_id) == ["directory.listing.published", "directory.listing.withdrawn"]


def test_withdrawing_tells_whether_there_was_anything():
    published = provider()
    practice_id = publish(published)

    with scope(practice_id):
        first = withdraw_listings(system_actor(practice_id), published.provider_id)
        second = withdraw_listings(system_actor(practice_id), published.provider_id)

    assert (first, second) == (True, False)


def test_starts_are_moved_with_their_day_in_one_statement_from_a_patients_plane(django_assert_num_queries):
    individual, group = offering(), offering(format="group")
    published = provider(individual, group)
    practice_id = publish(published)
    tomorrow = TODAY + timedelta(days=1)

    with scope(practice_id, person_id=new_id(), plane=Plane.SELF), django_assert_num_queries(1):
        moved = publish_starts(
            system_actor(practice_id),
            published.provider_id,
            tomorrow,
            {individual.offering_id: 5, group.offering_id: 6, new_id(): 7},
        )

    assert moved == 2
    assert {row.offering_id: (row.base_day, row.starts) for row in Listing.objects.all()} == {
        individual.offering_id: (tomorrow, 5),
        group.offering_id: (tomorrow, 6),
    }


def test_another_practice_changes_nothing():
    session = offering()
    published = provider(session)
    publish(published)
    stranger = new_id()

    with scope(stranger):
        actor = system_actor(stranger)
        withdrawn = withdraw_listings(actor, published.provider_id)
        moved = publish_starts(actor, published.provider_id, TODAY, {session.offering_id: 0})
        with connection.cursor() as cursor:
            cursor.execute("UPDATE directory_listing SET provider_name = 'Mallory', price_minor = 1")
            updated = cursor.rowcount
            cursor.execute("DELETE FROM directory_listing")
            deleted = cursor.rowcount
        publish_listing(actor, replace(published, provider_name="Mallory"))

    theirs, ours = Listing.objects.order_by("practice_id")
    assert (withdrawn, moved, updated, deleted) == (False, 0, 0, 0)
    assert (theirs.provider_name, theirs.starts) == ("Dana Reyes", start_bits.ALL)
    assert (ours.practice_id, ours.provider_name) == (stranger, "Mallory")


def test_outside_a_scope_nothing_is_published():
    published = provider()

    with pytest.raises(NoScope):
        publish_listing(system_actor(new_id()), published)


@pytest.mark.parametrize("role", [Role.PROVIDER, Role.PATIENT, Role.CREDENTIALING])
def test_who_may_not_publish_is_refused(role):
    practice_id, published = new_id(), provider()
    actor = Actor(new_id(), practice_id, frozenset({role}))

    with scope(practice_id):
        for refused in (
            lambda: publish_listing(actor, published),
            lambda: withdraw_listings(actor, published.provider_id),
            lambda: publish_starts(actor, published.provider_id, TODAY, {}),
        ):
            with pytest.raises(NotPermitted):
                refused()

    assert Listing.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("provider_name", ""),
        ("slug", ""),
        ("approach", "a" * 2_001),
        ("specialties", ("anxiety", "Marisol Vega")),
        ("modalities", ("crystals",)),
        ("languages", ("klingon",)),
        ("gender", "Woman"),
        ("age_groups", ("adults",)),
        ("payers", ("gold",)),
        ("bookable_until", {"ZZ": datetime(2027, 1, 1, tzinfo=UTC)}),
        ("bookable_until", {"NY": datetime(2027, 1, 1)}),  # noqa: DTZ001
    ],
)
def test_a_provider_the_directory_has_no_words_for_is_refused(field, value):
    with pytest.raises(NotPublishable) as refused:
        provider(**{field: value})

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("format", "seance"),
        ("places", ("video", "moon")),
        ("price_minor", -1),
        ("minutes", 0),
        ("notice_minutes", -1),
        ("horizon_days", -1),
        ("starts", -1),
        ("starts", start_bits.ALL + 1),
    ],
)
def test_an_offering_that_makes_no_sense_is_refused(field, value):
    with pytest.raises(NotPublishable) as refused:
        offering(**{field: value})

    assert refused.value.field == field
