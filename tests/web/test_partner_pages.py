"""A couple's booking by pages: whom to ask, what the partner sees, and what calendar and session say."""

import pytest
from django.test import Client
from django.urls import reverse

from attune.foundation.authorization import Role
from attune.foundation.tenancy import scope
from attune.scheduling.models import Appointment, PartnerInvitation, Seat
from attune.workflows.couples import partner_address
from tests.patients.people import agree_to_all, tell_all
from tests.scheduling.booking import COUPLE, Bookable, at
from tests.support.world import CastMember, cast, person, sign_in
from tests.workflows.asked import Asked, booked_for_two, came_too
from tests.workflows.bookable import CHICAGO, open_practice, seeker

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database")]

JUNE = "june@example.org"


@pytest.fixture
def where() -> Bookable:
    return open_practice(cast().a, terms=COUPLE)


@pytest.fixture
def asked(where: Bookable) -> Asked:
    return booked_for_two(seeker(), where, at(9), partner=JUNE)


def browser_of(member: CastMember) -> Client:
    client = Client()
    sign_in(client, member)
    return client


def link(asked: Asked) -> str:
    return partner_address(asked.seen.practice_id, asked.invitation_id).partition("/come-along/")[2].rstrip("/")


def question(asked: Asked) -> str:
    return reverse("partner", args=[link(asked)])


def told(answer) -> str:
    return str(answer.content.decode())


def test_confirming_asks_for_the_partner_and_refuses_what_is_no_address(where):
    client = browser_of(seeker())
    client.post(reverse("choose_time", args=[where.offering_id]), {"starts_at": at(9).isoformat(), "place": "video"})

    shown = client.get(reverse("confirm_booking"))
    wrong = {
        email: client.post(reverse("confirm_booking"), {"told_state": "TX", "partner_email": email})
        for email in ("", "june", "mira@example.org")
    }
    right = client.post(reverse("confirm_booking"), {"told_state": "TX", "partner_email": JUNE})

    assert "Your partner’s e-mail" in told(shown)
    assert {email: one.status_code for email, one in wrong.items()} == {"": 422, "june": 422, "mira@example.org": 422}
    assert "Type your partner’s e-mail address." in told(wrong[""])
    assert "This is your own address." in told(wrong["mira@example.org"])
    assert right.headers["Location"].startswith("/pay/")
    with scope(where.practice.practice_id):
        assert [one.email.reveal() for one in PartnerInvitation.objects.all()] == [JUNE]


def test_a_stranger_is_led_from_the_mail_past_an_account_to_the_question(asked):
    way = Client().get(reverse("partner_link", args=[link(asked)]))
    june = person(JUNE, "June Alvarez")
    client = browser_of(june)

    without_answers = client.get(question(asked))
    tell_all(june.person_id, zip_code="78701")
    shown = client.get(question(asked))
    without_consent = client.post(question(asked), {"answer": "yes"})
    agree_to_all(june.person_id, state="TX")
    done = client.post(question(asked), {"answer": "yes"}, follow=True)

    assert way.headers["Location"].startswith("/start/account?next=%2Fcome-along%2F")
    assert without_answers.headers["Location"].startswith("/start/who?next=")
    assert "Mira Okafor booked this time for the two of you." in told(shown)
    assert "$150.00 for both, paid already" in told(shown)
    assert without_consent.headers["Location"].startswith("/start/consents?next=")
    assert "Paid once, by who booked" in told(done)
    assert client.get(question(asked)).status_code == 302


def test_a_partner_in_another_state_is_refused_with_a_way_on(asked):
    client = browser_of(seeker(JUNE, "June Alvarez", zip_code=CHICAGO))

    answer = client.post(question(asked), {"answer": "yes"})

    assert answer.status_code == 409
    assert "may not see people who are in Illinois" in told(answer)
    assert "Somewhere else at that time?" in told(answer)


def test_a_partner_says_no_and_who_booked_reads_why(asked, where):
    mira = CastMember(asked.seen.actor.person_id, "mira@example.org", "Mira Okafor", frozenset({Role.PATIENT}))
    client = browser_of(seeker(JUNE, "June Alvarez"))

    done = client.post(question(asked), {"answer": "no"}, follow=True)
    again = client.post(question(asked), {"answer": "yes"})
    hers = browser_of(mira).get(reverse("own_session", args=[asked.seen.seat_id]))

    assert "You said no." in told(done)
    assert (again.status_code, "There is nothing left to answer" in told(again)) == (410, True)
    assert "Given back: your partner did not confirm" in told(hers)


def test_a_made_up_link_is_none_and_a_forwarded_one_is_refused(asked):
    uma = browser_of(seeker("uma@example.org", "Uma Fenwick"))

    forwarded = uma.get(question(asked))

    assert Client().get(reverse("partner_link", args=["made-up"])).status_code == 404
    assert uma.get(reverse("partner", args=["made-up"])).status_code == 404
    assert (forwarded.status_code, "another address" in told(forwarded)) == (410, True)
    assert "Mira" not in told(forwarded)


def test_calendar_and_session_name_both_and_say_who_is_missing(asked, where):
    provider = browser_of(where.practice[Role.PROVIDER])
    week = f"{reverse('provider_calendar')}?week={at(9).date()}"
    page = reverse("session", args=[asked.seen.appointment_id])

    before = told(provider.get(week)), told(provider.get(page))
    came_too(asked, seeker(JUNE, "June Alvarez"))
    after = told(provider.get(week)), told(provider.get(page))

    assert ["artner has not confirmed" in one for one in (*before, *after)] == [True, True, False, False]
    assert ["Mira Okafor and June Alvarez" in one for one in (*before, *after)] == [False, False, True, True]


def test_each_has_a_record_and_the_page_leads_to_both(asked, where):
    came_too(asked, seeker(JUNE, "June Alvarez"))
    with scope(where.practice.practice_id):
        Appointment.objects.update(starts_at=at(9, days=-1), ends_at=at(10, days=-1))
        second = Seat.objects.get(number=2)
    provider = browser_of(where.practice[Role.PROVIDER])

    page = told(provider.get(reverse("session", args=[asked.seen.appointment_id])))
    note = provider.get(reverse("provider_note_about", args=[second.id]))

    assert "Note about June Alvarez" in page
    assert (note.status_code, "June Alvarez" in told(note)) == (200, True)


def test_canceling_says_that_it_is_for_both(asked):
    june = seeker(JUNE, "June Alvarez")
    seat_id = came_too(asked, june)

    page = browser_of(june).get(reverse("cancel_session", args=[seat_id]))

    assert "Cancel this session for both of you?" in told(page)
