"""The post: every event is signed and arrives at least once; twice, shuffled or never when that is asked for."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import stripe

from attune.sandboxes.stripe import Manner
from attune.sandboxes.stripe.sandbox import SECRET_KEY
from tests.support.processor import Processor, processor_running

SECRET = "whsec_attune_sandbox"
PATIENCE_SECONDS = 20.0


@dataclass
class Mailbox:
    """Where events arrive; ``refusals`` is how many of them are answered with an error."""

    url: str = ""
    refusals: int = 0
    types: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


@contextmanager
def mailbox_running() -> Iterator[Mailbox]:
    box = Mailbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            event = stripe.Webhook.construct_event(body, self.headers["Stripe-Signature"], SECRET)
            box.refusals -= 1
            if box.refusals < 0:
                box.types.append(event.type)
                box.ids.append(event.id)
            self.send_response(500 if box.refusals >= 0 else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        box.url = f"http://127.0.0.1:{server.server_address[1]}/events"
        yield box
        server.shutdown()


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox_running() as running_one:
        yield running_one


@pytest.fixture
def processor(box: Mailbox) -> Iterator[Processor]:
    with processor_running() as running_one:
        running_one.control.set_endpoint(box.url, secret=SECRET)
        yield running_one


def pay(processor: Processor) -> None:
    api = stripe.StripeClient(SECRET_KEY, base_addresses={"api": processor.address}).v1
    api.payment_intents.create({"amount": 15000, "currency": "usd", "confirm": True, "payment_method": "pm_card_visa"})


def eventually(is_so: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.02)
    return is_so()


ALL = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]


def test_events_arrive_signed_and_in_the_order_they_happened(processor: Processor, box: Mailbox):
    pay(processor)

    assert eventually(lambda: len(box.types) == 3)
    assert box.types == ALL


def test_an_event_that_was_refused_comes_again(processor: Processor, box: Mailbox):
    box.refusals = 2

    pay(processor)

    assert eventually(lambda: len(box.types) == 3)
    assert sorted(box.types) == sorted(ALL)


def test_events_come_twice_when_that_is_asked_for(processor: Processor, box: Mailbox):
    processor.control.behave(Manner.DUPLICATED, delay_seconds=0.1)

    pay(processor)

    assert eventually(lambda: len(box.ids) == 6)
    assert set(Counter(box.ids).values()) == {2}


def test_shuffled_events_all_arrive(processor: Processor, box: Mailbox):
    processor.control.behave(Manner.SHUFFLED, delay_seconds=0.3, seed=3)

    pay(processor)

    assert eventually(lambda: set(box.types) == set(ALL))
    assert box.types != ALL


def test_what_never_comes_comes_when_it_is_released(processor: Processor, box: Mailbox):
    processor.control.behave(Manner.NEVER)
    pay(processor)
    before = (processor.control.state()["waiting"], list(box.types))

    processor.control.release()

    assert before == (0, [])
    assert eventually(lambda: len(box.types) == 3)
