"""Patients' own programs book, move and cancel as the pages do, and never anybody else's session."""

from typing import Any
from uuid import UUID

import pytest

from attune.billing.queries.payments import payment_of_seat
from attune.billing.rules.states import RefundState
from attune.credentialing.models import ClearanceDecision
from attune.foundation.authorization import Actor, Role, system_actor
from attune.foundation.tenancy import scope
from attune.scheduling.models import Appointment, PartnerInvitation, Seat
from tests.api import cast as programs
from tests.scheduling.booking import COUPLE, Bookable, at, group_of
from tests.scheduling.providers import an_offering
from tests.support.fake_processor import GOOD_CARD, FakeProcessor
from tests.support.world import CastMember, cast, person, sign_in
from tests.workflows.bookable import CHICAGO, booked_by, open_practice, seeker
from tests.workflows.paying import run_jobs

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]


@pytest.fixture
def where(processor: FakeProcessor) -> Bookable:
    return open_practice(cast().a)


@pytest.fixture
def mira() -> CastMember:
    return seeker()


def program(member: CastMember) -> programs.Caller:
    return programs.caller(Actor(member.person_id, None, frozenset({Role.PATIENT})))


def book(where: Bookable, caller: programs.Caller, starts_at: Any = None, **more: Any) -> Any:
    body = {"starts_at": (starts_at or at(9)).isoformat(), "place": "video"}
    headers = {name: more.pop(name) for name in list(more) if name == "Idempotency_Key"}
    return caller.post(f"/offerings/{where.offering_id}/own-appointments", body | more, **headers)


def kind(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("urn:attune:problem:")


def states(where: Bookable) -> list[str]:
    with scope(where.practice.practice_id):
        return list(Seat.objects.order_by("created_at").values_list("state", flat=True))


def test_a_program_holds_a_time_once_and_is_told_where_it_is_paid(where, mira, client):
    caller = program(mira)

    first, again = (book(where, caller, Idempotency_Key="one") for _ in range(2))
    sign_in(client, mira)
    path = "/pay/" + first.json()["payment"]["url"].partition("/pay/")[2]
    client.post(path, {"payment_method": GOOD_CARD})

    told = first.json()
    assert (first.status_code, again.content, again.headers["Idempotency-Replayed"]) == (201, first.content, "true")
    assert (told["state"], told["price_minor"], told["practice_id"]) == (
        "held",
        15_000,
        str(where.practice.practice_id),
    )
    assert states(where) == ["booked"]
    listed = caller.get("/own-appointments").json()["items"]
    assert [(one["id"], one["state"]) for one in listed] == [(told["id"], "booked")]


def test_what_a_program_booked_and_its_person_paid_is_moved_and_canceled_and_paid_back(where, mira, client, processor):
    caller, system = program(mira), system_actor(where.practice.practice_id)
    told = book(where, caller).json()
    here = f"/own-appointments/{told['id']}"
    sign_in(client, mira)
    paid = client.post("/pay/" + told["payment"]["url"].partition("/pay/")[2], {"payment_method": GOOD_CARD})

    moved = caller.post(f"{here}/move", {"starts_at": at(11).isoformat()})
    (between,) = caller.get("/own-appointments").json()["items"]
    canceled = caller.post(f"{here}/cancel", {"fee_minor": 0})
    run_jobs()

    with scope(where.practice.practice_id):
        money = payment_of_seat(system, UUID(told["id"]))
    assert money is not None
    assert [one.status_code for one in (paid, moved, canceled)] == [302, 200, 200]
    assert (between["state"], between["starts_at"]) == ("booked", moved.json()["starts_at"])
    assert states(where) == ["canceled"]
    assert (money.amount.minor, money.kept.minor) == (15_000, 0)
    assert [(one.state, one.amount.minor) for one in money.refunds] == [(RefundState.SUCCEEDED, 15_000)]
    # The time that it had is free for the next one.
    assert book(where, program(seeker("ana@example.org", "Ana Reyes")), at(11)).status_code == 201


def test_without_a_key_the_same_start_is_the_same_hold_and_another_key_for_another_body_is_refused(where, mira):
    caller = program(mira)

    first, second = book(where, caller), book(where, caller)
    book(where, caller, Idempotency_Key="two")
    reused = book(where, caller, at(11), Idempotency_Key="two")

    assert first.json()["id"] == second.json()["id"]
    assert kind(reused) == (422, "idempotency-key-reused")
    assert states(where) == ["held"]


def test_what_cannot_be_booked_is_refused_in_a_problem_and_nothing_is_kept(where, mira):
    booked_by(seeker("ana@example.org", "Ana Reyes"), where, at(9))
    caller = program(mira)
    stranger = program(person("new@example.org", "Nia New"))

    taken, closed = book(where, caller), book(where, caller, at(3))
    place, past = book(where, caller, place="phone"), book(where, caller, at(9, days=-3))
    unready = book(where, stranger, at(11))
    unknown = caller.post(
        f"/offerings/{programs.some_id()}/own-appointments", {"starts_at": at(9).isoformat(), "place": "video"}
    )
    no_id = caller.post("/offerings/mine/own-appointments", {"starts_at": at(9).isoformat(), "place": "video"})

    assert (kind(taken), "Free next: 20" in taken.json()["detail"]) == ((409, "not-free"), True)
    assert kind(closed) == (409, "not-free")
    assert [kind(one) for one in (place, past, no_id)] == [(422, "invalid")] * 3
    assert (kind(unready), kind(unknown)) == ((409, "not-ready"), (404, "not-found"))
    assert states(where) == ["booked"]


def test_a_patient_in_another_state_is_refused_and_the_decision_is_kept(where):
    answer = book(where, program(seeker(zip_code=CHICAGO)))

    with scope(where.practice.practice_id):
        kept = list(ClearanceDecision.objects.values_list("is_cleared", flat=True))
    assert kind(answer) == (409, "not-cleared")
    assert (states(where), kept) == ([], [False])


def test_a_session_is_moved_to_what_is_offered_and_canceled_for_what_was_told(where, mira):
    seen = booked_by(mira, where, at(9))
    caller, here = program(mira), f"/own-appointments/{seen.seat_id}"

    moved = caller.post(f"{here}/move", {"starts_at": at(11).isoformat()}, Idempotency_Key="m")
    shut = caller.post(f"{here}/move", {"starts_at": at(3).isoformat()})
    with scope(seen.practice_id):
        Seat.objects.update(free_until_hours=200, late_fee_bps=5_000)
    late = caller.post(f"{here}/move", {"starts_at": at(13).isoformat()})
    untold = caller.post(f"{here}/cancel", {"fee_minor": 0})
    done = [caller.post(f"{here}/cancel", {"fee_minor": 7_500}, Idempotency_Key="c") for _ in range(2)]
    gone = caller.post(f"{here}/move", {"starts_at": at(13).isoformat()})

    assert (moved.status_code, moved.json()["id"]) == (200, str(seen.seat_id))
    assert [kind(one) for one in (shut, late, untold, gone)] == [
        (409, "not-free"),
        (409, "not-open"),
        (409, "fee-changed"),
        (409, "not-open"),
    ]
    assert [one.json() for one in done] == [
        {"id": str(seen.seat_id), "state": "canceled", "fee_minor": 7_500, "currency": "USD"}
    ] * 2
    with scope(seen.practice_id):
        assert Appointment.objects.get().starts_at == at(11)


def test_nobody_changes_what_is_somebody_elses(where, mira):
    seen = booked_by(mira, where, at(9))
    ana = program(seeker("ana@example.org", "Ana Reyes"))
    staff = programs.caller(where.practice[Role.SCHEDULER].actor)

    bodies = {"cancel": {"fee_minor": 0}, "move": {"starts_at": at(11).isoformat()}}
    foreign = [kind(ana.post(f"/own-appointments/{seen.seat_id}/{one}", body)) for one, body in bodies.items()]
    unknown = [kind(ana.post(f"/own-appointments/{programs.some_id()}/{one}", body)) for one, body in bodies.items()]
    by_staff = [staff.post(f"/own-appointments/{seen.seat_id}/{one}", body).status_code for one, body in bodies.items()]

    assert foreign == unknown == [(404, "not-found")] * 2
    assert set(by_staff) <= {403, 404}
    assert states(where) == ["booked"]


def test_a_couple_names_the_partner_and_a_group_does_not_move(where, mira):
    practice = where.practice
    with scope(practice.practice_id):
        two = Bookable(practice, where.provider_id, an_offering(practice, where.provider_id, COUPLE))
        group = Bookable(practice, where.provider_id, an_offering(practice, where.provider_id, group_of(3)))
    caller = program(mira)
    seen = booked_by(mira, group, at(15))

    nobody = book(two, caller)
    named = book(two, caller, partner_email="june@example.org")
    moved = caller.post(f"/own-appointments/{seen.seat_id}/move", {"starts_at": at(11).isoformat()})

    assert (kind(nobody), named.status_code) == ((422, "invalid"), 201)
    assert kind(moved) == (409, "group-moves-as-one")
    with scope(practice.practice_id):
        assert [one.email.reveal() for one in PartnerInvitation.objects.all()] == ["june@example.org"]
