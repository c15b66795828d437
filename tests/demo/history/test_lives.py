"""What the dice say of the demonstration's patients, and in which order it happens."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import islice

from attune.demo.history.agenda import Agenda
from attune.demo.history.hands import steps, together
from attune.demo.history.lives import SETTLING, Turn, lives
from attune.demo.history.living import PUT_RIGHT
from attune.demo.history.staff import hands_near, hands_of
from attune.demo.worlds import clinic, marketplace
from attune.demo.worlds.crowd import crowd, state_of
from attune.demo.worlds.sizes import SEED, world_of
from attune.payouts.rules.policy import PayoutPolicy
from attune.payouts.rules.promise import promised_on

NOW = datetime(2027, 3, 8, 18, 30, tzinfo=UTC)
HISTORY = timedelta(days=42)
PAYING = PayoutPolicy(release_after_business_days=2, transit_business_days=2, bank_zone="America/New_York")


def some_lives():
    world = world_of("marketplace", "normal")
    hands, near = hands_of(world.providers), hands_near(world.providers)
    return lives(world.patients, hands, near, named=world.named, history=HISTORY, seed=SEED)


def test_the_same_people_live_the_same_lives_every_time():
    assert some_lives() == some_lives()
    assert [list(islice(one.turns(), 9)) for one in some_lives()] == [
        list(islice(one.turns(), 9)) for one in some_lives()
    ]


def test_a_greater_crowd_has_the_smaller_one_in_it_and_nobody_twice():
    small, great = crowd(40, states=["CO", "NY"], seed=1), crowd(400, states=["CO", "NY"], seed=1)

    assert great[:40] == small
    assert len({one.email for one in great}) == 400
    assert {one.zip_code[:2] for one in great} <= {"80", "10", "11", "14"}


def test_those_one_signs_in_as_come_first_and_stay_and_nobody_comes_in_the_last_hours():
    found = some_lives()

    named = [one for one in found if one.is_named]
    assert named[0].patient.email == "patient@example.com"
    assert {one.sessions_max for one in named} == {99}
    assert min(one.comes_before for one in found) >= SETTLING
    assert max(one.comes_before for one in found) <= HISTORY


def test_most_sessions_are_kept_and_the_first_one_always():
    turns = Counter(turn for one in some_lives() for turn in islice(one.turns(), 20))

    assert {next(one.turns()) for one in some_lives()} == {Turn.ATTENDED}
    assert set(turns) == set(Turn)
    assert turns[Turn.ATTENDED] > sum(turns.values()) * 0.8


def test_two_who_missed_the_second_session_are_put_down_as_present_until_its_money_is_at_the_bank():
    days = [NOW + timedelta(days=place) for place in range(3 * 365)]

    assert [one.patient.email for one in some_lives() if Turn.PUT_RIGHT in islice(one.turns(), 20)] == [
        "ottilie@example.com",
        "evander@example.com",
    ]
    assert [day for day in days if promised_on(day, PAYING) >= (day + PUT_RIGHT).date()] == []


def test_hands_share_the_providers_of_each_state_and_have_about_as_many_patients():
    for world in (marketplace.WORLD, clinic.WORLD):
        hands = hands_of(world.providers)
        for state in {state for one in world.providers for state in one.states}:
            there = [one for one in world.providers if state in one.states and "adult" in one.age_groups]
            if len(there) > 1:
                assert len({hands[one.email] for one in there}) > 1, state
    patients = Counter(one.hand for one in some_lives())
    assert max(patients.values()) <= 1.3 * min(patients.values())


def test_whoever_comes_finds_somebody_of_their_hand_where_they_live():
    world = world_of("marketplace", "normal")
    hands = hands_of(world.providers)

    for one in some_lives():
        there = [provider for provider in world.providers if state_of(one.patient) in provider.states]
        assert one.hand in {hands[provider.email] for provider in there}, one.patient


def test_deeds_happen_in_the_order_of_time_and_may_write_down_others():
    agenda, happened = Agenda(), []

    def begin():
        happened.append("first")
        agenda.write(NOW + timedelta(hours=1), lambda: happened.append("followed"))

    agenda.write(NOW + timedelta(hours=2), lambda: happened.append("later"))
    agenda.write(NOW, begin)

    assert agenda.live_until(NOW + timedelta(hours=1)) == 2
    assert happened == ["first", "followed"]
    assert agenda.live_until(NOW + timedelta(hours=3)) == 1


def test_the_clock_stops_twice_a_day_and_ends_now():
    found = list(steps(NOW, timedelta(days=2)))

    assert [one.hour for one in found] == [23, 14, 23, 14, 18]
    assert found[-1] == NOW
    assert found == sorted(found)


def test_hands_that_live_together_are_asked_one_after_the_other():
    class Counted:
        def live_until(self, moment):
            return 2

    with together([Counted(), Counted()]) as live_until:
        assert live_until(NOW) == 4
