"""Appointments as programs see them: a practice's systems, and a person's own."""

import pytest

from attune.foundation.authorization import Role
from attune.foundation.tenancy import scope
from attune.scheduling.models import Appointment, Seat
from tests.api import cast
from tests.tenancy.own_seats import own_seat

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]


def a_seat(practice_id, person_id):
    seat_id = own_seat(practice_id, person_id)
    with scope(practice_id):
        return seat_id, Appointment.objects.get(seat=seat_id).id


def test_the_desk_reads_the_calendar_by_ids_alone():
    maple = cast.practice()
    wren = cast.patient()
    _, appointment_id = a_seat(maple.id, wren.person_id)

    answer = cast.caller(cast.member(maple, Role.SCHEDULER)).get("/appointments")

    assert (answer.status_code, [one["id"] for one in answer.json()["items"]]) == (200, [str(appointment_id)])
    assert "Wren" not in answer.content.decode()


def test_a_biller_reads_no_calendar():
    maple = cast.practice()

    assert cast.caller(cast.member(maple, Role.BILLER)).get("/appointments").status_code == 403


def test_a_session_is_canceled_once_however_often_it_is_sent():
    maple = cast.practice()
    seat_id, appointment_id = a_seat(maple.id, cast.patient().person_id)
    program = cast.caller(cast.owner(maple))
    place = f"/appointments/{appointment_id}/cancel"

    refused = program.post(place, {})
    answers = [program.post(place, {"reason": "Ill"}, Idempotency_Key="one").status_code for _ in range(2)]

    with scope(maple.id):
        state = Seat.objects.get(id=seat_id).state
    assert (refused.status_code, answers, state) == (422, [204, 204], "canceled")


def test_a_person_reads_their_own_appointments_and_nobody_elses():
    maple = cast.practice()
    wren, ada = cast.patient(), cast.patient()
    seat_id, _ = a_seat(maple.id, wren.person_id)

    own, other = (cast.caller(one).get("/own-appointments").json()["items"] for one in (wren, ada))

    assert ([one["id"] for one in own], other) == ([str(seat_id)], [])
    assert (own[0]["practice_id"], own[0]["state"], own[0]["is_for_child"]) == (str(maple.id), "booked", False)
