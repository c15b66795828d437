"""From a free time to a confirmed appointment, by pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar, Event

from attune.credentialing.actions.provider_states import suspend_provider
from attune.credentialing.models import ClearanceDecision
from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import Plane, scope
from attune.notifications.models import Message
from attune.patients.queries.answers import answers
from attune.practices.rules.policy import StandingPolicy
from attune.scheduling.models import Occupancy, Seat
from tests.scheduling.booking import Bookable, at
from tests.support.fake_processor import GOOD_CARD
from tests.support.world import CastMember, World, cast, person, sign_in
from tests.workflows.bookable import CHICAGO, booked_by, go_to, open_practice, seeker

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]


@pytest.fixture
def world() -> World:
    return cast()


@pytest.fixture
def where(world) -> Bookable:
    return open_practice(world.a)


def browser_of(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


def choose(client: Client, where: Bookable, start, *, follow=False):
    posted = {"starts_at": start.isoformat(), "place": "video"}
    return client.post(reverse("choose_time", args=[where.offering_id]), posted, follow=follow)


def confirm(client: Client, **posted):
    return client.post(reverse("confirm_booking"), {"told_state": "TX"} | posted)


def seats(where: Bookable) -> list[str]:
    with scope(where.practice.practice_id):
        return list(Seat.objects.order_by("created_at").values_list("state", flat=True))


def decisions(where: Bookable) -> list[list[str]]:
    with scope(where.practice.practice_id):
        return list(ClearanceDecision.objects.order_by("decided_at", "id").values_list("reasons", flat=True))


def messages_of(where: Bookable) -> list[str]:
    with scope(where.practice.practice_id):
        return list(Message.objects.order_by("queued_at").values_list("kind", flat=True))


def paid(client: Client):
    """Confirm what is held and pay for it; return the answer after the card."""
    return client.post(confirm(client).headers["Location"], {"payment_method": GOOD_CARD})


def test_a_chosen_time_is_held_shown_paid_and_booked(where, processor):
    mira = seeker()
    client = browser_of(mira)
    choose(client, where, at(9))

    shown = client.get(reverse("confirm_booking"))
    done = paid(client)
    page = client.get(done.headers["Location"], follow=True)

    text = shown.content.decode()
    wanted = ("Maria Testerson", "Video", "Texas", "$150.00", "Held for you")
    assert [word for word in wanted if word not in text] == []
    assert "Free to move or cancel until" in text
    assert (done.status_code, page.status_code) == (302, 200)
    assert (seats(where), messages_of(where)) == (["booked"], ["scheduling.appointment_confirmed"])


def test_a_page_that_is_sent_twice_books_and_charges_once_and_mails_once(where, processor):
    client = browser_of(seeker())
    choose(client, where, at(9))
    client.get(reverse("confirm_booking"))

    first, second = confirm(client), confirm(client)
    for _ in range(2):
        client.post(first.headers["Location"], {"payment_method": GOOD_CARD})

    assert first.headers["Location"] == second.headers["Location"]
    assert processor.charged == [15_000]
    assert (seats(where), messages_of(where)) == (["booked"], ["scheduling.appointment_confirmed"])


def test_a_stranger_is_led_to_an_account_and_comes_back(where):
    response = choose(Client(), where, at(9))

    assert response.headers["Location"] == "/start/account?next=%2Fbook%2Fconfirm"


def test_whoever_told_nothing_yet_is_asked_first_and_holds_nothing(where):
    client = browser_of(person("new@example.org", "Nia New"))
    choose(client, where, at(9))

    response = client.get(reverse("confirm_booking"))

    assert response.headers["Location"] == "/start/consents?next=%2Fbook%2Fconfirm"
    assert seats(where) == []


def test_the_loser_of_a_race_gets_the_next_free_times_and_no_error(where):
    first, second = browser_of(seeker()), browser_of(seeker("uma@example.org", "Uma Lind"))
    for client in (first, second):
        choose(client, where, at(9))
    first.get(reverse("confirm_booking"))

    response = second.get(reverse("confirm_booking"))

    text = response.content.decode()
    assert (response.status_code, "is not free any more" in text, "Free close to it" in text) == (409, True, True)
    assert seats(where) == ["held"]


def test_a_hold_that_ran_out_is_said_and_the_choice_is_kept(where):
    client = browser_of(seeker())
    rival = browser_of(seeker("uma@example.org", "Uma Lind"))
    for one in (client, rival):
        choose(one, where, at(9))
    client.get(reverse("confirm_booking"))
    with scope(where.practice.practice_id):
        Seat.objects.update(hold_expires_at=now() - timedelta(seconds=1))
        Occupancy.objects.update(expires_at=now() - timedelta(seconds=1))
    rival.get(reverse("confirm_booking"))

    response = confirm(client)

    assert (response.status_code, "is not free any more" in response.content.decode()) == (409, True)
    assert client.cookies["attune_choice"].value


def test_a_patient_in_another_state_is_told_why_and_led_on(where):
    client = browser_of(seeker(zip_code=CHICAGO))
    choose(client, where, at(9))

    response = client.get(reverse("confirm_booking"))

    text = response.content.decode()
    assert response.status_code == 409
    assert "Maria Testerson may not see people who are in Illinois" in text
    assert "See who can see you in Illinois" in text
    assert seats(where) == []
    not_open = ["state_not_authorized"] if policy(StandingPolicy).needs_state_authorization else []
    assert decisions(where) == [[*not_open, "license_missing"]]


def test_whoever_will_be_elsewhere_says_so_and_it_is_decided_anew(where):
    mira = seeker()
    client = browser_of(mira)
    choose(client, where, at(9))
    client.get(reverse("confirm_booking"))

    moved = client.post(reverse("confirm_booking"), {"other_state": "1", "state": "IL"}, follow=True)

    assert "Illinois" in moved.content.decode()
    assert "booked" not in seats(where)
    with scope(person_id=mira.person_id, plane=Plane.SELF):
        assert answers(mira.person_id).state == "IL"


def test_a_state_that_changed_in_another_tab_is_shown_before_anything_is_booked(where):
    client = browser_of(seeker())
    choose(client, where, at(9))
    client.get(reverse("confirm_booking"))

    response = confirm(client, told_state="CO")

    assert (response.status_code, "changed meanwhile" in response.content.decode()) == (409, True)
    assert seats(where) == ["held"]


def test_a_provider_suspended_while_the_page_is_open_is_said_with_a_way_on(where):
    client = browser_of(seeker())
    choose(client, where, at(9))
    client.get(reverse("confirm_booking"))
    with scope(where.practice.practice_id):
        suspend_provider(where.practice[Role.OWNER].actor, provider_id=where.provider_id, reason="Asked to stop")

    response = confirm(client)

    assert (response.status_code, seats(where)) == (404, ["held"])
    assert "See who else" in response.content.decode()


def test_without_a_choice_there_is_nothing_to_confirm(where):
    client = browser_of(seeker())

    assert client.get(reverse("confirm_booking")).headers["Location"] == reverse("patient_sessions")


def test_a_choice_that_somebody_wrote_themselves_is_none(where):
    client = browser_of(seeker())
    client.cookies["attune_choice"] = "forged:value"

    assert client.get(reverse("confirm_booking")).headers["Location"] == reverse("patient_sessions")


def test_one_sees_ones_own_sessions_and_nobody_elses(where):
    mira, uma = seeker(), seeker("uma@example.org", "Uma Lind")
    seat = booked_by(mira, where, at(9))

    own, other = browser_of(mira), browser_of(uma)
    names = ("own_session", "session_calendar_file", "cancel_session", "move_session")
    addresses = [reverse(name, args=[seat.seat_id]) for name in names]

    assert "Maria Testerson" in own.get(reverse("patient_sessions")).content.decode()
    assert "No session is coming up" in other.get(reverse("patient_sessions")).content.decode()
    assert [own.get(address).status_code for address in addresses] == [200] * 4
    assert [other.get(address).status_code for address in addresses] == [404] * 4


def test_a_session_goes_into_a_calendar_without_a_name(where):
    mira = seeker()
    seat = booked_by(mira, where, at(9))

    response = browser_of(mira).get(reverse("session_calendar_file", args=[seat.seat_id]))

    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert isinstance(event, Event)
    assert response.headers["Content-Disposition"] == 'attachment;filename="appointment.ics"'
    assert (str(event["SUMMARY"]), event.start) == ("Appointment", at(9))


def test_canceling_in_time_is_free_and_says_so_before(where):
    mira = seeker()
    seat = booked_by(mira, where, at(9))
    client, address = browser_of(mira), reverse("cancel_session", args=[seat.seat_id])

    shown = client.get(address).content.decode()
    client.post(address, {"fee_minor": "0"})

    assert ("Canceling now is free." in shown, "Cancel session" in shown) == (True, True)
    assert (seats(where), messages_of(where)[-1]) == (["canceled"], "scheduling.appointment_canceled")


def test_canceling_late_costs_what_the_page_says_and_what_was_not_shown_is_not_asked(where):
    mira = seeker()
    seat = booked_by(mira, where, at(9, days=1))
    with scope(where.practice.practice_id):
        Seat.objects.filter(id=seat.seat_id).update(free_until_hours=72, late_fee_bps=5_000)
    client, address = browser_of(mira), reverse("cancel_session", args=[seat.seat_id])

    surprised = client.post(address, {"fee_minor": "0"})
    shown = surprised.content.decode()
    before = seats(where)
    client.post(address, {"fee_minor": "7500"})

    assert (surprised.status_code, "The fee is $75.00." in shown, "Cancel for $75.00" in shown) == (409, True, True)
    assert (before, seats(where)) == (["booked"], ["canceled"])


def test_a_session_moves_to_a_free_time_and_not_to_one_that_is_taken(where):
    mira, uma = seeker(), seeker("uma@example.org", "Uma Lind")
    seat = booked_by(mira, where, at(9))
    booked_by(uma, where, at(11))
    client, address = browser_of(mira), reverse("move_session", args=[seat.seat_id])

    taken = client.post(address, {"starts_at": at(11).isoformat()})
    moved = client.post(address, {"starts_at": at(14).isoformat()})

    assert (taken.status_code, "is not free any more" in taken.content.decode()) == (409, True)
    assert moved.status_code == 302
    assert messages_of(where)[-1] == "scheduling.appointment_moved"


def test_after_the_deadline_a_session_does_not_move_and_the_page_says_until_when_it_did(where):
    mira = seeker()
    seat = booked_by(mira, where, at(9, days=1))
    with scope(where.practice.practice_id):
        Seat.objects.filter(id=seat.seat_id).update(free_until_hours=72)
    client, address = browser_of(mira), reverse("move_session", args=[seat.seat_id])

    shown = client.get(address).content.decode()
    response = client.post(address, {"starts_at": at(14).isoformat()})

    assert ("Moving was possible until" in shown, response.status_code) == (True, 409)


def test_what_can_still_be_changed_is_offered_until_the_deadline_and_until_the_start(where):
    mira, starts_at = seeker(), at(9, days=2)
    seat = booked_by(mira, where, starts_at)
    addresses = reverse("patient_sessions"), reverse("own_session", args=[seat.seat_id])
    offered = {}

    for name, before in (
        ("early", timedelta(hours=30)),
        ("late", timedelta(hours=1)),
        ("begun", timedelta(minutes=-1)),
    ):
        go_to(starts_at - before)
        shown = "".join(browser_of(mira).get(address).content.decode() for address in addresses)
        words = ("Move or cancel", "Move session", "Cancel session", "Canceling now costs")
        offered[name] = [one for one in words if one in shown]

    assert offered == {
        "early": ["Move or cancel", "Move session", "Cancel session"],
        "late": ["Cancel session", "Canceling now costs"],
        "begun": [],
    }


def test_the_number_of_queries_does_not_grow_with_the_sessions(where):
    mira = seeker()
    booked_by(mira, where, at(9))
    client = browser_of(mira)
    counts = []
    for hour in (11, 13):
        with CaptureQueriesContext(connection) as one:
            client.get(reverse("patient_sessions"))
        counts.append(len(one))
        booked_by(mira, where, at(hour))
    with CaptureQueriesContext(connection) as three:
        client.get(reverse("patient_sessions"))

    assert len(three) == counts[0]


def test_the_home_page_of_somebody_in_care_begins_with_their_next_session(where, processor):
    mira = seeker()
    client = browser_of(mira)
    before = client.get("/me").content.decode()
    choose(client, where, at(9))
    client.get(paid(client).headers["Location"])

    page = client.get("/me").content.decode()

    assert "No session is coming up" in before
    assert "Maria Testerson" not in before
    assert "Maria Testerson" in page
    assert page.index("Your next sessions") < page.index("For you to do")


def test_a_confirmation_names_day_time_and_zone_without_the_year(where):
    client = browser_of(seeker())
    choose(client, where, at(9))

    page = client.get(reverse("confirm_booking")).content.decode()

    told = page.split("<dt>When</dt><dd>")[1].split("<")[0]
    assert told.endswith("7:00 AM to 7:50 AM, Mountain time")
    assert str(now().year) not in told
