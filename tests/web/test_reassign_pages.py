"""The page of what is still booked with somebody who is gone."""

import pytest
from django.test import Client
from django.urls import reverse

from attune.credentialing.models import Provider
from attune.foundation.authorization import Role
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.scheduling.models import Appointment, Seat
from tests.scheduling.booking import Bookable, at
from tests.support.world import CastMember, cast, sign_in
from tests.workflows.bookable import booked_by, colleague, offered_by, open_practice, seeker

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]


@pytest.fixture
def where() -> Bookable:
    return open_practice(cast().a)


@pytest.fixture
def noor(where: Bookable) -> CastMember:
    return colleague(where)


@pytest.fixture
def heir(where: Bookable, noor: CastMember) -> Bookable:
    return offered_by(noor, where)


def browser_of(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


def test_each_session_is_given_or_canceled_and_then_nothing_is_left(where, heir):
    first = booked_by(seeker(), where, at(9)).appointment_id
    second = booked_by(seeker("uma@example.org", "Uma Fenwick"), where, at(11)).appointment_id
    client, page = browser_of(where.practice[Role.SCHEDULER]), reverse("reassign_sessions", args=[where.provider_id])

    shown = client.get(page).content.decode()
    untold = client.post(page, {"appointment": first, "sequence": 0, "offering": ""})
    stale = client.post(page, {"appointment": first, "sequence": 5, "offering": heir.offering_id})
    foreign = client.post(page, {"appointment": new_id(), "sequence": 0, "offering": heir.offering_id})
    silent = client.post(page, {"appointment": second, "sequence": 0, "cancel": "1", "reason": " "})
    given = client.post(page, {"appointment": first, "sequence": 0, "offering": heir.offering_id})
    canceled = client.post(
        page, {"appointment": second, "sequence": 0, "cancel": "1", "reason": "Nobody is free"}, follow=True
    )

    assert [name for name in ("Mira Okafor", "Uma Fenwick", "Individual session") if name not in shown] == []
    assert [one.status_code for one in (untold, stale, foreign, silent)] == [409] * 4
    assert "Choose who gives it." in untold.content.decode()
    assert "Say why." in silent.content.decode()
    assert given.status_code == 302
    assert "Every session is settled" in canceled.content.decode()
    with scope(where.practice.practice_id):
        assert Appointment.objects.get(id=first).provider_id == heir.provider_id
        assert Appointment.objects.get(id=second).state == "canceled"


def test_who_comes_and_who_gives_it_now_see_a_given_session_and_who_had_it_does_not(where, heir, noor):
    mira, former = seeker(), where.practice[Role.PROVIDER]
    with scope(where.practice.practice_id):
        Provider.objects.filter(id=heir.provider_id).update(name=noor.name)
    seen = booked_by(mira, where, at(9))
    page = reverse("reassign_sessions", args=[where.provider_id])
    calendars = [reverse(name, args=[seen.appointment_id]) for name in ("provider_session", "session")]
    taker, giver = browser_of(noor), browser_of(former)
    before = [(taker.get(one).status_code, giver.get(one).status_code) for one in calendars]
    browser_of(where.practice[Role.SCHEDULER]).post(
        page, {"appointment": seen.appointment_id, "sequence": 0, "offering": heir.offering_id}
    )

    own = browser_of(mira).get(reverse("own_session", args=[seen.seat_id])).content.decode()

    after = [(taker.get(one).status_code, giver.get(one).status_code) for one in calendars]
    assert (before, after) == ([(404, 200)] * 2, [(200, 404)] * 2)
    assert (noor.name in own, "Maria Testerson" in own) == (True, False)


def test_a_session_nobody_can_take_says_so_and_a_refused_clearance_is_said_in_words(where, heir):
    appointment_id = booked_by(seeker(), where, at(9)).appointment_id
    client, page = browser_of(where.practice[Role.OWNER]), reverse("reassign_sessions", args=[where.provider_id])
    with scope(where.practice.practice_id):
        Seat.objects.update(patient_state="IL")

    shown = client.get(page).content.decode()
    refused = client.post(page, {"appointment": appointment_id, "sequence": 0, "offering": heir.offering_id})

    assert "Nobody who offers such a session is free then" in shown
    assert (refused.status_code, "may not see this patient" in refused.content.decode()) == (409, True)


def test_providers_and_billers_do_not_open_it(where):
    page = reverse("reassign_sessions", args=[where.provider_id])

    told = [browser_of(where.practice[role]).get(page).status_code for role in (Role.PROVIDER, Role.BILLER)]

    assert told == [403, 403]
