"""The page on which a session is paid, and what was paid, by pages."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attune.billing.models import Attempt
from attune.foundation.authorization import Role
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.kernel.money import Money
from attune.scheduling.models import Occupancy, Seat
from attune.web.components.formatting import money
from tests.scheduling.booking import Bookable, at
from tests.support.fake_processor import BANK_ASKS_CARD, DECLINED_CARD, GOOD_CARD
from tests.support.world import CastMember, cast, sign_in
from tests.workflows.bookable import open_practice, seeker
from tests.workflows.paying import Checkout, checked_out, run_jobs

pytestmark = [pytest.mark.edition, pytest.mark.usefixtures("committed_database", "mailbox")]


@pytest.fixture
def where() -> Bookable:
    return open_practice(cast().a)


@pytest.fixture
def mira() -> CastMember:
    return seeker()


@pytest.fixture
def mine(where, mira, processor) -> Checkout:
    return checked_out(mira, where, at(9))


@pytest.fixture
def client(mine, mira) -> Client:
    return browser_of(mira)


def browser_of(member: CastMember) -> Client:
    one = Client()
    sign_in(one, member)
    return one


def page_of(mine: Checkout) -> str:
    return reverse("pay", args=[mine.payment_id])


def pay(client: Client, mine: Checkout, card: str = GOOD_CARD, **more: str):
    return client.post(page_of(mine), {"payment_method": card} | more)


def end_hold(mine: Checkout) -> None:
    with scope(mine.practice_id):
        Seat.objects.filter(id=mine.seat_id).update(hold_expires_at=now() - timedelta(seconds=1))
        Occupancy.objects.update(expires_at=now() - timedelta(seconds=1))


def test_the_page_says_what_when_how_much_and_what_canceling_costs(client, mine):
    text = client.get(page_of(mine)).content.decode()

    wanted = (
        "Maria Testerson",
        "Video",
        "Individual session",
        "$150.00",
        "Pay $150.00",
        "Free to move or cancel until",
    )
    assert [word for word in wanted if word not in text] == []


def test_the_processors_script_is_let_in_on_this_page_alone(client, mine, settings):
    source = settings.STRIPE_JS_URL.rsplit("/js/", 1)[0]

    here = client.get(page_of(mine)).headers["Content-Security-Policy"]
    elsewhere = client.get(reverse("patient_payments")).headers["Content-Security-Policy"]

    assert f"script-src 'self' {source};" in here
    assert (source in elsewhere, "unsafe" in here) == (False, False)


def test_a_card_pays_books_and_leads_to_the_session(client, mine, processor):
    answer = pay(client, mine)
    after = client.get(answer.headers["Location"])

    assert (answer.status_code, after.headers["Location"]) == (
        302,
        reverse("own_session", args=[mine.seat_id]),
    )
    assert (mine.seat_state, processor.charged) == ("booked", [15_000])
    assert client.get(page_of(mine)).headers["Location"] == after.headers["Location"]


def test_an_amount_in_the_form_changes_nothing(client, mine, processor):
    pay(client, mine, amount="1", amount_minor="1", price="0.01", currency="JPY")

    assert processor.charged == [15_000]


def test_a_declined_card_is_said_in_words_and_another_one_is_taken(client, mine, processor):
    pay(client, mine, DECLINED_CARD)
    told = client.get(page_of(mine)).content.decode()
    pay(client, mine)

    assert "does not have enough on it" in told
    assert "Nothing was taken" in told
    assert (mine.seat_state, processor.charged) == ("booked", [15_000])


@pytest.mark.parametrize("sent", ["", "4242 4242 4242 4242", "pm_<script>", "card_123"])
def test_a_form_without_a_payment_method_says_what_is_missing(client, mine, processor, sent):
    answer = pay(client, mine, sent)

    assert (answer.status_code, "The card is missing." in answer.content.decode()) == (422, True)
    assert sent == "" or sent not in answer.content.decode()
    assert processor.charged == []


def test_what_the_bank_asks_is_shown_with_its_secret_and_then_books(client, mine, processor):
    pay(client, mine, BANK_ASKS_CARD)
    asked = client.get(page_of(mine)).content.decode()
    (intent,) = processor.intents.values()
    processor.bank_says(intent.id, is_allowed=True)

    answer = client.post(reverse("pay_bank", args=[mine.payment_id]))

    assert f'data-pay-secret="{intent.client_secret}"' in asked
    assert answer.headers["Location"] == page_of(mine)
    assert mine.seat_state == "booked"


def test_what_the_bank_refused_is_said(client, mine, processor):
    pay(client, mine, BANK_ASKS_CARD)
    (intent,) = processor.intents.values()
    processor.bank_says(intent.id, is_allowed=False)

    told = client.post(reverse("pay_bank", args=[mine.payment_id]), follow=True).content.decode()

    assert "Your bank could not make sure that it is you." in told
    assert mine.seat_state == "held"


def test_while_an_answer_is_lost_the_page_waits_and_then_leads_on(client, mine, processor):
    processor.lost, processor.down = 1, 0
    pay(client, mine)
    processor.down = 1
    waiting = client.get(page_of(mine)).content.decode()
    with scope(mine.practice_id):
        Attempt.objects.update(asked_at=now() - timedelta(minutes=1))

    after = client.get(page_of(mine))

    assert "Your payment is on its way" in waiting
    assert after.headers["Location"] == reverse("own_session", args=[mine.seat_id])
    assert processor.charged == [15_000]


def test_a_page_that_waited_loads_anew_once_it_is_decided(client, mine, processor):
    processor.lost = 1
    pay(client, mine)
    processor.down = 1
    waiting = client.get(page_of(mine), headers={"HX-Request": "true"})
    with scope(mine.practice_id):
        Attempt.objects.update(asked_at=now() - timedelta(minutes=1))

    after = client.get(page_of(mine), headers={"HX-Request": "true"})

    assert (waiting.status_code, "HX-Refresh" in waiting.headers) == (200, False)
    assert (after.status_code, after.headers["HX-Refresh"]) == (204, "true")


def test_a_hold_that_ended_takes_no_card_and_says_that_nothing_was_charged(client, mine, processor):
    end_hold(mine)

    shown, sent = client.get(page_of(mine)), pay(client, mine)

    for answer, status in ((shown, 200), (sent, 409)):
        text = answer.content.decode()
        assert (answer.status_code, "The time is not held any more." in text) == (status, True)
        assert "Nothing was charged." in text
        assert reverse("choose_time", args=[mine.where.offering_id]) in text
    assert processor.charged == []


def test_what_was_paid_for_a_time_that_was_gone_goes_back_and_the_page_says_so(client, mine, processor):
    pay(client, mine, BANK_ASKS_CARD)
    end_hold(mine)
    (intent,) = processor.intents.values()
    processor.bank_says(intent.id, is_allowed=True)

    told = client.post(reverse("pay_bank", args=[mine.payment_id]), follow=True).content.decode()

    assert "your money goes back" in told
    assert (processor.charged, processor.given_back) == ([15_000], [15_000])


def test_somebody_elses_payment_is_not_there(client, mine, processor):
    other = browser_of(seeker("uma@example.org", "Uma Lind"))
    checked_out(seeker("ana@example.org", "Ana Reyes"), mine.where, at(11))

    statuses = [
        other.get(page_of(mine)).status_code,
        pay(other, mine).status_code,
        other.post(reverse("pay_bank", args=[mine.payment_id])).status_code,
        other.get(reverse("receipt", args=[mine.payment_id])).status_code,
    ]

    assert (statuses, processor.charged) == ([404] * 4, [])
    assert client.get(page_of(mine)).status_code == 200


def test_a_payment_is_listed_with_its_receipt_and_what_came_back(client, mine):
    before = client.get(reverse("patient_payments")).content.decode()
    pay(client, mine)
    client.post(reverse("cancel_session", args=[mine.seat_id]), {"fee_minor": "0"})
    run_jobs()

    listed = client.get(reverse("patient_payments")).content.decode()
    receipt = client.get(reverse("receipt", args=[mine.payment_id])).content.decode()

    assert "Nothing was paid yet" in before
    assert reverse("receipt", args=[mine.payment_id]) in listed
    assert [word for word in ("Individual session, Maria Testerson", "$150.00", "Refunded") if word not in listed] == []
    assert [word for word in ("Visa ending in 4242", "−$150.00", "$0.00", "canceled") if word not in receipt] == []


def test_the_home_page_shows_what_is_still_to_pay_and_what_was_paid(client, mine):
    before = client.get("/me").content.decode()
    mine.pay()
    after = client.get("/me").content.decode()

    price = money(mine.facts.amount)
    assert figures_of(before) == {"Still to pay": price, "Paid": money(Money(0))}
    assert figures_of(after) == {"Still to pay": money(Money(0)), "Paid": price}


def figures_of(page: str) -> dict[str, str]:
    """Return each figure of a page by its label."""
    found = re.findall(r'<div class="figure-card"><dt>([^<]*)</dt><dd[^>]*>([^<]*)</dd>', page)
    return dict(found)


def test_a_practice_sees_what_was_paid_and_nobodys_name(client, mine):
    pay(client, mine)
    practice = mine.where.practice

    page = browser_of(practice[Role.BILLER]).get(reverse("practice_payments"))
    provider = browser_of(practice[Role.PROVIDER]).get(reverse("practice_payments"))

    text = page.content.decode()
    assert (page.status_code, provider.status_code) == (200, 403)
    assert ("$150.00" in text, "Mira" in text, "Okafor" in text) == (True, False, False)


def test_the_number_of_queries_does_not_grow_with_the_payments(client, mine, mira):
    pay(client, mine)
    counts = []
    for hour in (11, 13):
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("patient_payments"))
        counts.append(len(found))
        checked_out(mira, mine.where, at(hour)).pay()
    with CaptureQueriesContext(connection) as three:
        client.get(reverse("patient_payments"))

    assert len(three) == counts[0]
