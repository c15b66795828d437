"""Sessions nobody spoke about: settled by evidence hours after their end, and asked about where it settles nothing."""

from datetime import timedelta

import pytest

from attune.foundation.authorization import NotPermitted, system_actor
from attune.foundation.tenancy import scope
from attune.scheduling.actions.mark_attendance import mark_attendance
from attune.scheduling.models import Appointment, Seat
from attune.telehealth.models import Presence, VideoRoom
from attune.workflows.settle_attendance import settle_attendance
from attune.worklist.models import Task
from tests.scheduling.booking import at
from tests.support.world import cast
from tests.workflows.bookable import Seen, booked_by, go_to, open_practice, seeker

pytestmark = pytest.mark.usefixtures("committed_database")


@pytest.fixture
def visit() -> Seen:
    """Give the test a booked video session."""
    return booked_by(seeker(), open_practice(cast().a), at(11, days=6))


def was_there(visit: Seen, side: str, start: int, end: int) -> None:
    """Note that somebody was in the room from one minute of the session to another."""
    with scope(visit.practice_id):
        room = VideoRoom.objects.get_or_create(
            appointment_id=visit.appointment_id, defaults={"made_at": visit.starts_at}
        )[0]
        who = visit.actor if side == "patient" else visit.where.provider
        assert who.person_id is not None
        ended = visit.starts_at + timedelta(minutes=end)
        Presence.objects.create(
            room=room,
            side=side,
            spot="inside",
            seat_id=visit.seat_id if side == "patient" else None,
            person_id=who.person_id,
            joined_at=visit.starts_at + timedelta(minutes=start),
            seen_at=ended,
            left_at=ended,
        )


def settled(visit: Seen, *, hours: float = 5) -> tuple[str, str, list[tuple[str, str]]]:
    """Let the round pass so long after the start; return seat's and session's state, and the tasks of it."""
    go_to(visit.starts_at + timedelta(hours=hours))
    with scope(visit.practice_id):
        settle_attendance(system_actor(visit.practice_id))
        settle_attendance(system_actor(visit.practice_id))
        tasks = Task.objects.filter(kind="telehealth.say_who_came").values_list("kind", "state")
        seat, session = Seat.objects.get(id=visit.seat_id), Appointment.objects.get(id=visit.appointment_id)
        return seat.state, session.state, list(tasks)


def test_who_met_for_long_enough_has_attended(visit):
    was_there(visit, "provider", 0, 50)
    was_there(visit, "patient", 2, 49)

    assert settled(visit) == ("attended", "completed", [])


def test_who_let_the_provider_wait_has_missed_it_and_owes_what_was_agreed(visit):
    was_there(visit, "provider", 0, 20)

    assert settled(visit) == ("missed", "no_show", [])
    with scope(visit.practice_id):
        seat = Seat.objects.get(id=visit.seat_id)
        assert seat.fee_minor == seat.price_minor * seat.missed_fee_bps // 10_000


@pytest.mark.parametrize("stays", [[], [("patient", 0, 50)], [("provider", 0, 50), ("patient", 0, 4)]])
def test_what_the_evidence_does_not_tell_is_asked_of_the_provider_once(visit, stays):
    for side, start, end in stays:
        was_there(visit, side, start, end)

    assert settled(visit) == ("booked", "confirmed", [("telehealth.say_who_came", "open")])

    with scope(visit.practice_id):
        assert Task.objects.get(kind="telehealth.say_who_came").owner_id == visit.where.provider.person_id
        mark_attendance(visit.where.provider, seat_id=visit.seat_id, has_attended=True)
    assert settled(visit, hours=6) == ("attended", "completed", [("telehealth.say_who_came", "done")])


def test_the_providers_word_stands_over_the_evidence(visit):
    was_there(visit, "provider", 0, 20)
    go_to(visit.starts_at + timedelta(minutes=30))
    with scope(visit.practice_id):
        mark_attendance(visit.where.provider, seat_id=visit.seat_id, has_attended=True)

    assert settled(visit)[0] == "attended"


def test_a_session_in_person_counts_as_attended_if_nobody_says_otherwise(visit):
    with scope(visit.practice_id):
        Appointment.objects.update(place="in_person")

    assert settled(visit) == ("attended", "completed", [])


def test_nothing_is_settled_before_its_time(visit):
    was_there(visit, "provider", 0, 50)
    was_there(visit, "patient", 0, 50)

    assert settled(visit, hours=4.8) == ("booked", "confirmed", [])


def test_nobody_settles_by_hand(visit):
    with scope(visit.practice_id), pytest.raises(NotPermitted):
        settle_attendance(visit.where.provider)
