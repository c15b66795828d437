"""What can be booked: who says so, who sets its price, and what it may be."""

from dataclasses import replace

import pytest

from attune.foundation.authorization import NotPermitted, Role
from attune.foundation.policies import policy
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.scheduling.actions.offerings import add_offering, change_offering, retire_offering
from attune.scheduling.errors import NoSuchOffering, OfferingWrong, PriceNotTheirs
from attune.scheduling.facts import OFFERING_CHANGED
from attune.scheduling.queries.offerings import offering, offerings
from attune.scheduling.rules.offering import OfferingTerms, require_offering
from attune.scheduling.rules.offering_policy import OfferingPolicy, PricesSetBy
from tests.scheduling.providers import TERMS, a_provider, an_offering
from tests.support.audit import actions_recorded
from tests.support.facts import heard_of

pytestmark = pytest.mark.edition


@pytest.fixture
def told():
    with heard_of(OFFERING_CHANGED) as references:
        yield references


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMINISTRATOR])
def test_an_offering_is_added_changed_and_retired(calendar, told, role):
    actor, whose = calendar.actor(role), calendar.provider_id
    longer = replace(TERMS, minutes=80, price=Money(22_000), places=("video", "phone"))

    kept = add_offering(actor, provider_id=whose, terms=TERMS)
    added = offering(actor, kept)
    change_offering(actor, offering_id=kept, terms=longer)
    change_offering(actor, offering_id=kept, terms=longer)
    changed = offerings(actor, provider_id=whose)
    retire_offering(actor, offering_id=kept)

    assert (added.terms, [one.terms for one in changed]) == (TERMS, [longer])
    assert offerings(actor) == ()
    assert not offering(actor, kept).is_active
    assert told == [whose] * 3
    assert actions_recorded("scheduling.offering") == [
        "scheduling.offering.added",
        "scheduling.offering.changed",
        "scheduling.offering.retired",
    ]


def test_providers_set_their_prices_where_the_edition_lets_them(calendar):
    actor, whose = calendar.actor(Role.PROVIDER), calendar.provider_id
    kept = an_offering(calendar.world.a, whose)
    dearer = replace(TERMS, price=Money(17_000))

    if policy(OfferingPolicy).prices_set_by is PricesSetBy.PROVIDERS:
        change_offering(actor, offering_id=kept, terms=dearer)
        add_offering(actor, provider_id=whose, terms=TERMS)
        assert offering(actor, kept).terms == dearer
        return

    with pytest.raises(PriceNotTheirs):
        change_offering(actor, offering_id=kept, terms=dearer)
    with pytest.raises(PriceNotTheirs):
        add_offering(actor, provider_id=whose, terms=TERMS)
    assert offering(actor, kept).terms == TERMS


def test_a_provider_changes_everything_but_the_price_of_what_they_offer(calendar):
    kept = an_offering(calendar.world.a, calendar.provider_id)
    sooner = replace(TERMS, notice_minutes_min=60, takes_new_patients=False)

    change_offering(calendar.actor(Role.PROVIDER), offering_id=kept, terms=sooner)

    assert offering(calendar.actor(Role.PROVIDER), kept).terms == sooner


def test_a_scheduler_changes_offerings_and_sets_no_price(calendar):
    actor = calendar.actor(Role.SCHEDULER)
    kept = an_offering(calendar.world.a, calendar.provider_id)

    change_offering(actor, offering_id=kept, terms=replace(TERMS, minutes=45))
    with pytest.raises(PriceNotTheirs):
        change_offering(actor, offering_id=kept, terms=replace(TERMS, price=Money(1)))

    assert offering(actor, kept).terms == replace(TERMS, minutes=45)


@pytest.mark.parametrize("role", [Role.BILLER, Role.AUDITOR, Role.SUPERVISOR])
def test_others_change_nothing_that_is_offered(calendar, role):
    kept = an_offering(calendar.world.a, calendar.provider_id)

    with pytest.raises(NotPermitted):
        add_offering(calendar.actor(role), provider_id=calendar.provider_id, terms=TERMS)
    with pytest.raises(NotPermitted):
        change_offering(calendar.actor(role), offering_id=kept, terms=replace(TERMS, minutes=45))
    with pytest.raises(NotPermitted):
        retire_offering(calendar.actor(role), offering_id=kept)
    assert offering(calendar.actor(role), kept).terms == TERMS


def test_a_provider_changes_nothing_a_colleague_offers(calendar):
    kept = an_offering(calendar.world.a, calendar.provider_id)
    colleague = replace(calendar.actor(Role.PROVIDER), person_id=new_id())

    with pytest.raises(NotPermitted):
        retire_offering(colleague, offering_id=kept)


def test_a_retired_or_unknown_offering_is_not_there(calendar):
    actor = calendar.actor(Role.OWNER)
    kept = an_offering(calendar.world.a, calendar.provider_id)
    retire_offering(actor, offering_id=kept)

    for gone in (kept, new_id()):
        with pytest.raises(NoSuchOffering):
            change_offering(actor, offering_id=gone, terms=TERMS)
        with pytest.raises(NoSuchOffering):
            retire_offering(actor, offering_id=gone)


def test_another_practices_offering_is_not_there(world):
    if world.b is None:
        pytest.skip("the clinic has one practice")
    with scope(world.b.practice_id):
        theirs = an_offering(world.b, a_provider(world.b))

    with scope(world.a.practice_id), pytest.raises(NoSuchOffering):
        retire_offering(world.a[Role.OWNER].actor, offering_id=theirs)


WRONG = [
    ("name", {"name": "  "}),
    ("name", {"name": "x" * 81}),
    ("price", {"price": Money(-1)}),
    ("price", {"price": Money(100, "EUR")}),
    ("format", {"format": "choir"}),
    ("places", {"places": ()}),
    ("places", {"places": ("video", "video")}),
    ("places", {"places": ("moon",)}),
    ("minutes", {"minutes": 5}),
    ("step_minutes", {"step_minutes": 20}),
    ("buffer_before_minutes", {"buffer_before_minutes": 121}),
    ("buffer_after_minutes", {"buffer_after_minutes": -1}),
    ("seats_max", {"seats_max": 2}),
    ("seats_max", {"format": "group", "seats_max": 1}),
    ("notice_minutes_min", {"notice_minutes_min": -1}),
    ("notice_minutes_min", {"notice_minutes_min": 1440, "horizon_days": 1}),
    ("horizon_days", {"horizon_days": 0}),
]


@pytest.mark.parametrize(("field", "change"), WRONG, ids=lambda value: str(value))
def test_terms_that_make_no_sense_are_refused_by_their_field(field, change):
    require_offering(TERMS)

    with pytest.raises(OfferingWrong) as refused:
        require_offering(replace(TERMS, **change))

    assert refused.value.field == field


def test_a_group_has_seats():
    require_offering(OfferingTerms(name="Grief group", price=Money(4_000), format="group", seats_max=8))
