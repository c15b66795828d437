"""The sandbox's script in a browser, under a policy as strict as the product's."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page

from attune.sandboxes.stripe.sandbox import SECRET_KEY
from tests.support.processor import Processor, processor_running
from tests.web.browser import started_browser

POLICY = "default-src 'none'; style-src 'self'; script-src {origin}; connect-src {origin}"
PAGE = """<!doctype html><title>Pay</title><form><div id="card"></div></form>
<script src="{origin}/js/stripe.js"></script>"""
BEGIN = """() => {
  window.stripe = Stripe("pk_test_attune_sandbox");
  window.form = stripe.elements({mode: "payment", amount: 15000, currency: "usd"});
  form.create("payment").mount("#card");
}"""
METHOD = """async () => {
  const {error} = await form.submit();
  return error ? {error} : await stripe.createPaymentMethod({elements: form});
}"""
NEXT = """secret => { window.ended = stripe.handleNextAction({clientSecret: secret}); }"""


@pytest.fixture(scope="module")
def processor() -> Iterator[Processor]:
    with processor_running() as running_one:
        yield running_one


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started_browser() as started:
        yield started


@pytest.fixture(scope="module")
def shop(processor: Processor) -> Iterator[str]:
    """Serve a page of another address than the sandbox's, with a strict policy; gives its address."""
    origin = processor.address

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Security-Policy", POLICY.format(origin=origin))
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE.format(origin=origin).encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, shop: str) -> Iterator[Page]:
    context = browser.new_context()
    opened, said = context.new_page(), []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(shop)
    opened.evaluate(BEGIN)
    yield opened
    context.close()
    assert [text for text in said if "Content Security Policy" in text or "TypeError" in text] == []


def typed(page: Page, number: str, *, expiry: str = "1234") -> Any:
    page.get_by_label("Card number").fill("")
    page.get_by_label("Card number").press_sequentially(number)
    page.get_by_label("Expiration date").press_sequentially(expiry)
    page.get_by_label("Security code").fill("123")
    return page.evaluate(METHOD)


def asked_by_bank(processor: Processor, page: Page) -> tuple[str, str]:
    """Pay with a card whose bank asks; return the intent's id and secret."""
    method = typed(page, "4000000000003220")["paymentMethod"]["id"]
    told = {"amount": 15000, "currency": "usd", "confirm": "true", "payment_method": method}
    made = requests.post(
        f"{processor.address}/v1/payment_intents", told, headers={"Authorization": f"Bearer {SECRET_KEY}"}, timeout=10
    ).json()
    assert made["status"] == "requires_action"
    return made["id"], made["client_secret"]


def test_a_card_that_is_typed_becomes_a_payment_method(page: Page):
    made = typed(page, "4242424242424242")

    assert made["paymentMethod"]["card"]["last4"] == "4242"
    assert page.evaluate("() => [...new FormData(document.forms[0])].length") == 0


@pytest.mark.parametrize(
    ("number", "expiry", "code"),
    [
        ("42424242", "1234", "incomplete_number"),
        ("4242424242424242", "13", "incomplete_expiry"),
        ("4242424242424241", "1234", "incorrect_number"),
        ("4242424242424242", "0120", "invalid_expiry_year"),
    ],
)
def test_a_card_that_cannot_be_is_refused_beside_the_field(page: Page, number: str, expiry: str, code: str):
    refused = typed(page, number, expiry=expiry)

    assert refused["error"]["code"] == code
    assert page.get_by_role("alert").inner_text() == refused["error"]["message"]


@pytest.mark.parametrize(
    ("button", "status"),
    [
        ("Complete authentication", "succeeded"),
        ("Fail authentication", "requires_payment_method"),
        ("Close", "requires_action"),
    ],
)
def test_the_banks_question_ends_as_it_is_answered(page: Page, processor: Processor, button: str, status: str):
    _, secret = asked_by_bank(processor, page)

    page.evaluate(NEXT, secret)
    page.get_by_role("button", name=button).click()
    ended = page.evaluate("() => window.ended")

    if status == "succeeded":
        assert ended["paymentIntent"]["status"] == status
    else:
        assert ended["error"]["code"] == "payment_intent_authentication_failure"
        assert ended["error"]["payment_intent"]["status"] == status
    assert page.get_by_role("dialog").count() == 0


def test_the_onboarding_page_leads_back(browser: Browser, processor: Processor):
    headers = {"Authorization": f"Bearer {SECRET_KEY}"}

    def post(path: str, told: dict[str, str]) -> Any:
        return requests.post(f"{processor.address}/v1/{path}", told, headers=headers, timeout=10).json()

    account = post("accounts", {"type": "express"})["id"]
    back = f"{processor.address}/js/page.css"
    told = {"account": account, "type": "account_onboarding", "return_url": back, "refresh_url": f"{back}?again"}
    link = post("account_links", told)["url"]
    context = browser.new_context()
    page = context.new_page()

    page.goto(link)
    page.get_by_label("An identity document is missing").check()
    page.get_by_role("button", name="Submit").click()

    assert page.url == back
    told_of = processor.sandbox.store.record(account).body["requirements"]
    assert told_of["currently_due"] == ["individual.verification.document"]
    page.goto(link)
    assert page.url == f"{back}?again"
    context.close()
