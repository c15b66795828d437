"""The numbers of a practice and of the platform, each equal to a recount that goes another way."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from attune.billing.models import Payment, Refund
from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import Plane, scope
from attune.identity.models import User
from attune.insights.actions.count_days import count_days
from attune.insights.errors import RangeWrong
from attune.insights.models import OpenDay
from attune.insights.queries.open_days import fill_by_provider
from attune.insights.queries.operating_days import operating_days
from attune.insights.queries.own_days import own_days
from attune.insights.rules.day import Day, Numbers, wait_of, weeks, whole
from attune.insights.rules.fill import Filled, filled_of
from attune.kernel.identifiers import PLATFORM_ID
from attune.kernel.interval import Interval
from attune.scheduling.actions.set_weekly_hours import set_weekly_hours
from attune.scheduling.models import Appointment, Seat
from attune.scheduling.rules.availability import WeeklyHours
from tests.scheduling.booking import EASTERN, Bookable, at, bookable, booked, chart_of
from tests.support.world import ZONE, World, cast
from tests.tenancy.rows import make_row

pytestmark = pytest.mark.edition
HERE = ZoneInfo(ZONE)
BECOMES = ["attended", "attended", "missed", "canceled", "booked", "attended"]


@pytest.fixture
def world(committed_database: str) -> World:
    return cast()


@pytest.fixture
def where(world: World) -> Bookable:
    """A practice with sessions of every fate in the last weeks, and money that came and went."""
    with scope(world.a.practice_id):
        found = bookable(world.a)
    people = [one.person_id for one in world.a.people.values()]
    for number, (becomes, person_id) in enumerate(zip(BECOMES, people, strict=False)):
        with found.open():
            someone = found.patient(person_id)
            chart_of(someone, f"Ana {number}")
            seat = Seat.objects.get(id=booked(found, someone, at(9 + number)).seat_id)
            began = now().replace(second=0, microsecond=0) - timedelta(days=3 * number + 1)
            Appointment.objects.filter(id=seat.appointment_id).update(
                starts_at=began,
                ends_at=began + timedelta(minutes=50),
                state="canceled" if becomes == "canceled" else "confirmed",
            )
            fee = 4_000 if becomes == "canceled" else 0
            Seat.objects.filter(id=seat.id).update(
                state=becomes, fee_minor=fee, booked_at=began - timedelta(days=2 * number)
            )
            received(found, amount=10_000 + number, days_ago=number)
        User.objects.filter(id=person_id).update(joined_at=now() - timedelta(days=4 * number + 4))
    return found


def received(where: Bookable, *, amount: int, days_ago: int) -> None:
    payment = make_row(Payment)
    moment = now() - timedelta(days=days_ago)
    Payment.objects.filter(pk=payment.pk).update(
        state="succeeded", amount_minor=amount, intent_id="pi_1", succeeded_at=moment
    )
    if days_ago == 2:
        refund = make_row(Refund)
        Refund.objects.filter(pk=refund.pk).update(
            payment_id=payment.pk, amount_minor=7_000, commission_back_minor=0, state="succeeded", made_at=now()
        )


def recount(since: date, until: date) -> Numbers:
    """Count row by row what the queries count by groups."""
    total = Counter[str]()
    seats = list(Seat.objects.select_related("appointment").order_by("appointment__starts_at"))

    def is_inside(moment):
        return moment is not None and since <= moment.astimezone(HERE).date() <= until

    seen = set()
    for seat in seats:
        began = seat.appointment.starts_at
        total["booked"] += is_inside(seat.booked_at)
        if seat.state == "attended":
            total["held"] += is_inside(began)
            if seat.person_id not in seen and is_inside(began):
                total[wait_of((began - User.objects.get(id=seat.person_id).joined_at).days)] += 1
            seen.add(seat.person_id)
        total["missed"] += seat.state == "missed" and is_inside(began)
        total["canceled_late"] += seat.state == "canceled" and seat.fee_minor > 0 and is_inside(began)
    for payment in Payment.objects.filter(state="succeeded"):
        total["received_minor"] += payment.amount_minor * is_inside(payment.succeeded_at)
    for refund in Refund.objects.filter(state="succeeded"):
        total["received_minor"] -= refund.amount_minor * is_inside(refund.made_at)
    return Numbers(**total, **recount_open_hours(since, until))


def recount_open_hours(since: date, until: date) -> dict[str, int]:
    """Ask of each minute of the days that were counted whether it is between nine and five, and a session on."""
    sessions = [(one.starts_at, one.ends_at) for one in Appointment.objects.filter(state="confirmed")]
    total = Counter(open_minutes=0, filled_minutes=0)
    for day in OpenDay.objects.filter(day__gte=since, day__lte=until).values_list("day", flat=True):
        midnight = datetime.combine(day, time(), HERE).astimezone(UTC)
        for minute in (midnight + timedelta(minutes=number) for number in range(25 * 60)):
            if minute.astimezone(HERE).date() == day and 9 <= minute.astimezone(EASTERN).hour < 17:
                total["open_minutes"] += 1
                total["filled_minutes"] += any(start <= minute < end for start, end in sessions)
    return dict(total)


def test_every_number_of_a_practice_equals_its_recount(where):
    owner, today = where.practice[Role.OWNER].actor, now().astimezone(HERE).date()

    with where.open():
        for since, until in ((today - timedelta(days=30), today), (today - timedelta(days=5), today)):
            expected = recount(since, until)
            assert expected.held > 0
            assert whole(own_days(owner, since=since, until=until)) == expected


def test_the_platforms_numbers_are_what_practices_counted_and_a_repeat_changes_nothing(where):
    today = now().astimezone(HERE).date()
    since = today - timedelta(days=30)
    with where.open():
        first = count_days(system_actor(where.practice.practice_id))
        assert count_days(system_actor(where.practice.practice_id)) == first
        expected = recount(since, today)
        assert expected.open_minutes > 0
        assert whole(own_days(where.practice[Role.OWNER].actor, since=since, until=today)) == expected
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        finance = Actor(None, PLATFORM_ID, frozenset({Role.FINANCE}))
        assert whole(operating_days(finance, since=since, until=today)) == expected


def test_what_was_open_is_kept_when_hours_change_and_the_day_that_is_on_is_counted_anew(where):
    owner, system = where.practice[Role.OWNER].actor, system_actor(where.practice.practice_id)
    today = now().astimezone(HERE).date()
    an_hour = [WeeklyHours(day, time(12), time(13)) for day in range(1, 8)]
    with where.open():
        count_days(system)
        before = dict(OpenDay.objects.values_list("day", "open_minutes"))
        first_session = Appointment.objects.filter(state="confirmed").earliest("starts_at").starts_at
        set_weekly_hours(owner, provider_id=where.provider_id, hours=an_hour)
        count_days(system)
        after = dict(OpenDay.objects.values_list("day", "open_minutes"))
        of_provider = fill_by_provider(owner, since=min(after), until=today)
        with pytest.raises(NotPermitted):
            fill_by_provider(where.provider, since=today, until=today)

    assert min(after) == first_session.astimezone(HERE).date()
    assert after == before | {today: 60}
    assert [(one.name, one.filled.open_minutes) for one in of_provider] == [("Maria Testerson", sum(after.values()))]


def test_only_what_lies_inside_open_hours_fills_them_and_twice_is_once():
    begins = datetime(2027, 3, 1, 9, tzinfo=UTC)

    def between(start: int, end: int) -> Interval:
        return Interval(begins + timedelta(minutes=start), begins + timedelta(minutes=end))

    opened, sessions = [between(0, 180), between(240, 300)], [between(-20, 30), between(20, 60), between(170, 250)]

    assert filled_of(opened, sessions) == Filled(240, 60 + 10 + 10)
    assert filled_of(opened, sessions).share == pytest.approx(80 / 240)
    assert (filled_of([], sessions), filled_of([], sessions).share) == (Filled(0, 0), None)


def test_who_gives_care_or_pays_does_not_see_numbers(where):
    today = now().date()

    with where.open():
        assert own_days(where.practice[Role.OWNER].actor, since=today, until=today) is not None
        for actor in (where.provider, where.patient()):
            with pytest.raises(NotPermitted):
                own_days(actor, since=today, until=today)
        with pytest.raises(NotPermitted):
            operating_days(where.practice[Role.OWNER].actor, since=today, until=today)
        with pytest.raises(NotPermitted):
            count_days(where.practice[Role.OWNER].actor)


def test_a_range_that_ends_before_it_begins_or_is_longer_than_a_year_is_refused(where):
    owner, today = where.practice[Role.OWNER].actor, now().date()

    with where.open():
        for since, until in ((today, today - timedelta(days=1)), (today - timedelta(days=400), today)):
            with pytest.raises(RangeWrong):
                own_days(owner, since=since, until=until)


def test_weeks_begin_on_mondays_and_those_of_nothing_are_there():
    days = [Day(date(2027, 3, 3), Numbers(booked=2)), Day(date(2027, 3, 16), Numbers(booked=3))]

    found = weeks(days, since=date(2027, 3, 3), until=date(2027, 3, 17))

    assert [(one.begins_on, one.numbers.booked) for one in found] == [
        (date(2027, 3, 1), 2),
        (date(2027, 3, 8), 0),
        (date(2027, 3, 15), 3),
    ]


@pytest.mark.parametrize(
    ("days", "field"), [(0, "first_in_3"), (3, "first_in_3"), (4, "first_in_7"), (15, "first_later")]
)
def test_a_wait_is_counted_where_it_ends(days, field):
    assert wait_of(days) == field


def test_of_fewer_than_eleven_people_no_wait_is_told():
    assert not Numbers(first_in_3=4, first_later=6).tells_waits
    assert Numbers(first_in_3=5, first_later=6).tells_waits
