"""Checking in, letting in, noting who is there: what is kept, and each refusal."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest

from attune.credentialing.actions.provider_states import suspend_provider
from attune.credentialing.models import ClearanceDecision, License
from attune.credentialing.rules.clearance import Reason
from attune.foundation.authorization import Actor, NotPermitted, Role
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import new_id
from attune.patients.models import PersonConsent
from attune.scheduling.actions.cancel_appointment import cancel_appointment
from attune.scheduling.booking_errors import NoSuchAppointment, NoSuchSeat
from attune.telehealth.actions.admit import admit
from attune.telehealth.actions.check_in import check_in
from attune.telehealth.actions.note_presence import arrive_as_patient, arrive_as_provider, leave, still_there
from attune.telehealth.door_errors import DoorShut, NobodyWaits, NoSuchPresence, NoSuchState
from attune.telehealth.models import Admission, CheckIn, Presence
from attune.telehealth.queries.room import own_room, room_of
from attune.telehealth.rules.door import ELSEWHERE, Barrier
from tests.scheduling.booking import at
from tests.support.world import World, cast
from tests.workflows.bookable import Seen, booked_by, go_to, open_practice, seeker

pytestmark = pytest.mark.usefixtures("committed_database")


@pytest.fixture
def world() -> World:
    return cast()


@pytest.fixture
def visit(world: World) -> Seen:
    """Give the test a booked visit whose door is open."""
    seen = booked_by(seeker(), open_practice(world.a), at(11, days=6))
    go_to(seen.starts_at - timedelta(minutes=10))
    return seen


@contextmanager
def as_patient(visit: Seen) -> Iterator[Actor]:
    with scope(visit.practice_id, person_id=visit.actor.person_id, plane=Plane.SELF):
        yield visit.actor


@contextmanager
def as_provider(visit: Seen) -> Iterator[Actor]:
    provider = visit.where.provider
    with scope(visit.practice_id, person_id=provider.person_id, plane=Plane.CARE):
        yield provider


def checked_in(visit: Seen, state: str = "TX") -> None:
    with as_patient(visit) as actor:
        check_in(actor, seat_id=visit.seat_id, state=state)


def barrier(visit: Seen) -> Barrier | None:
    with as_patient(visit) as actor:
        return own_room(actor, visit.seat_id).barrier


def test_who_checked_in_waits_until_they_are_let_in(visit):
    before = barrier(visit)
    checked_in(visit)
    waiting = barrier(visit)
    with as_provider(visit) as actor:
        assert room_of(actor, visit.appointment_id).can_admit
        admit(actor, appointment_id=visit.appointment_id)
        admit(actor, appointment_id=visit.appointment_id)
        assert Admission.objects.count() == 1
        assert not room_of(actor, visit.appointment_id).can_admit

    assert (before, waiting, barrier(visit)) == (Barrier.CHECK_IN, Barrier.WAITING, None)


@pytest.mark.parametrize(("state", "reason"), [("NV", Reason.LICENSE_MISSING), (ELSEWHERE, Reason.STATE_UNKNOWN)])
def test_another_place_is_refused_and_the_decision_is_kept(visit, state, reason):
    with as_patient(visit) as actor:
        told = check_in(actor, seat_id=visit.seat_id, state=state)
        kept = CheckIn.objects.select_related("clearance").get(id=told.check_in_id)

    assert (told.is_cleared, reason in told.reasons) == (False, True)
    assert (kept.state, kept.is_cleared, kept.clearance.asked_at_door) == (state, False, "joining")
    assert barrier(visit) is Barrier.NOT_CLEARED
    with as_provider(visit) as actor:
        guest = room_of(actor, visit.appointment_id).guest
        assert guest is not None
        assert (guest.state, guest.is_cleared) == (state, False)
        with pytest.raises(NobodyWaits):
            admit(actor, appointment_id=visit.appointment_id)


def test_who_travels_between_check_in_and_joining_is_out_again(visit):
    checked_in(visit)
    with as_provider(visit) as actor:
        admit(actor, appointment_id=visit.appointment_id)
    assert barrier(visit) is None

    checked_in(visit, "NV")

    assert barrier(visit) is Barrier.NOT_CLEARED
    with as_patient(visit) as actor, pytest.raises(DoorShut) as refused:
        arrive_as_patient(actor, seat_id=visit.seat_id)
    assert refused.value.barrier is Barrier.NOT_CLEARED


def test_a_provider_who_was_suspended_this_morning_neither_joins_nor_lets_in(visit, world):
    checked_in(visit)
    with scope(visit.practice_id):
        suspend_provider(world.a[Role.OWNER].actor, provider_id=visit.where.provider_id, reason="Complaint")

    with as_provider(visit) as actor:
        room = room_of(actor, visit.appointment_id)
        assert (room.barrier, room.reasons) == (Barrier.NOT_CLEARED, (Reason.SUSPENDED,))
        with pytest.raises(DoorShut):
            admit(actor, appointment_id=visit.appointment_id)
        with pytest.raises(DoorShut):
            arrive_as_provider(actor, appointment_id=visit.appointment_id)
    with as_patient(visit) as actor:
        assert check_in(actor, seat_id=visit.seat_id, state="TX").reasons == (Reason.SUSPENDED,)


def test_a_license_that_lapsed_since_the_booking_shuts_the_door(visit):
    with scope(visit.practice_id):
        License.objects.update(expires_on=(visit.starts_at - timedelta(days=2)).date())

    with as_patient(visit) as actor:
        assert check_in(actor, seat_id=visit.seat_id, state="TX").reasons == (Reason.LICENSE_EXPIRED,)


def test_the_consent_to_telehealth_must_still_hold(visit, owner):
    owner.execute("ALTER TABLE patients_personconsent NO FORCE ROW LEVEL SECURITY")
    owner.execute("UPDATE patients_personconsent SET text_hash = repeat('0', 64) WHERE kind = 'telehealth'")
    owner.execute("ALTER TABLE patients_personconsent FORCE ROW LEVEL SECURITY")

    assert barrier(visit) is Barrier.CONSENT
    with as_patient(visit) as actor:
        assert PersonConsent.objects.exists()
        with pytest.raises(DoorShut) as refused:
            check_in(actor, seat_id=visit.seat_id, state="TX")
    assert refused.value.barrier is Barrier.CONSENT


@pytest.mark.parametrize(
    ("hours", "expected"), [(-24, Barrier.NOT_YET), (-1, Barrier.NOT_YET), (24, Barrier.OVER), (2, Barrier.OVER)]
)
def test_the_link_of_another_day_opens_nothing(visit, hours, expected):
    go_to(visit.starts_at + timedelta(hours=hours))

    assert barrier(visit) is expected
    with as_patient(visit) as actor:
        for attempt in (lambda: check_in(actor, seat_id=visit.seat_id, state="TX"), lambda: _arrive(actor, visit)):
            with pytest.raises(DoorShut) as refused:
                attempt()
            assert refused.value.barrier is expected
    with as_provider(visit) as actor, pytest.raises(DoorShut):
        arrive_as_provider(actor, appointment_id=visit.appointment_id)


def test_another_patients_link_is_like_none(visit):
    uma = seeker("uma@example.org", "Uma Lind")
    actor = Actor(uma.person_id, visit.practice_id, frozenset({Role.PATIENT}))

    with scope(visit.practice_id, person_id=uma.person_id, plane=Plane.SELF):
        for seat_id in (visit.seat_id, new_id()):
            for attempt in (own_room, _arrive_at):
                with pytest.raises(NoSuchSeat):
                    attempt(actor, seat_id)
            with pytest.raises(NoSuchSeat):
                check_in(actor, seat_id=seat_id, state="TX")


def test_a_colleague_holds_nobody_elses_session(visit):
    colleague = Actor(new_id(), visit.practice_id, frozenset({Role.PROVIDER}))
    with scope(visit.practice_id, person_id=colleague.person_id):
        for attempt in (admit, arrive_as_provider):
            with pytest.raises(NoSuchAppointment):
                attempt(colleague, appointment_id=visit.appointment_id)


@pytest.mark.parametrize("role", [Role.SCHEDULER, Role.OWNER, Role.BILLER, Role.PATIENT])
def test_who_holds_no_sessions_lets_nobody_in(visit, role):
    actor = Actor(new_id(), visit.practice_id, frozenset({role}))
    with scope(visit.practice_id, person_id=actor.person_id):
        for attempt in (admit, arrive_as_provider):
            with pytest.raises(NotPermitted):
                attempt(actor, appointment_id=visit.appointment_id)


def test_an_answer_that_is_no_place_is_refused_and_nothing_is_kept(visit):
    with as_patient(visit) as actor:
        before = ClearanceDecision.objects.count()
        with pytest.raises(NoSuchState):
            check_in(actor, seat_id=visit.seat_id, state="QQ")
        assert (CheckIn.objects.count(), ClearanceDecision.objects.count()) == (0, before)


def test_a_connection_is_noted_from_coming_to_going(visit):
    checked_in(visit)
    with as_patient(visit) as actor:
        waiting = arrive_as_patient(actor, seat_id=visit.seat_id)
    with as_provider(visit) as actor:
        guest = room_of(actor, visit.appointment_id).guest
        assert guest is not None
        assert guest.is_waiting
        admit(actor, appointment_id=visit.appointment_id)
    with as_patient(visit) as actor:
        leave(actor, presence_id=waiting.presence_id)
        inside = arrive_as_patient(actor, seat_id=visit.seat_id)
        still_there(actor, presence_id=inside.presence_id, is_connected=True)
        rows = Presence.objects.order_by("joined_at", "id")
        told = [(one.spot, one.connected_at is not None, one.left_at is not None) for one in rows]

    assert (waiting.is_inside, inside.is_inside, waiting.room_id) == (False, True, inside.room_id)
    assert sorted(told) == [("inside", True, False), ("waiting", False, True)]


def test_a_connection_is_its_persons_and_ends_once(visit):
    checked_in(visit)
    with as_patient(visit) as actor:
        here = arrive_as_patient(actor, seat_id=visit.seat_id)
    with as_provider(visit) as provider:
        for attempt in (leave, still_there):
            with pytest.raises(NoSuchPresence):
                attempt(provider, presence_id=here.presence_id)
    with as_patient(visit) as actor:
        leave(actor, presence_id=here.presence_id)
        for attempt in (leave, still_there):
            with pytest.raises(NoSuchPresence):
                attempt(actor, presence_id=here.presence_id)


def test_a_call_ends_with_its_session(visit):
    checked_in(visit)
    with as_patient(visit) as actor:
        here = arrive_as_patient(actor, seat_id=visit.seat_id)
        still_there(actor, presence_id=here.presence_id)
    go_to(visit.starts_at + timedelta(minutes=81))

    with as_patient(visit) as actor, pytest.raises(DoorShut) as refused:
        still_there(actor, presence_id=here.presence_id)

    assert refused.value.barrier is Barrier.OVER


def test_a_session_that_was_canceled_has_no_door(visit):
    with as_provider(visit) as provider:
        cancel_appointment(provider, appointment_id=visit.appointment_id, reason="Ill")

    assert barrier(visit) is Barrier.NOT_BOOKED


def _arrive(actor: Actor, visit: Seen) -> None:
    arrive_as_patient(actor, seat_id=visit.seat_id)


def _arrive_at(actor: Actor, seat_id: UUID) -> None:
    arrive_as_patient(actor, seat_id=seat_id)
