"""Events of the payment processor: kept once when they are its own, refused and forgotten otherwise."""

import json
import time

import pytest
from django.test import Client

from attune.billing.models import ProcessorEvent
from attune.sandboxes.stripe.post import signature
from attune.web.webhooks.payments import BYTES_MAX, REFUSED_PER_ADDRESS

pytestmark = [pytest.mark.django_db, pytest.mark.edition]

PAYLOAD = json.dumps(
    {
        "id": "evt_of_a_test",
        "object": "event",
        "type": "payment_intent.succeeded",
        "created": 1_700_000_000,
        "data": {"object": {"id": "pi_of_a_test", "object": "payment_intent", "metadata": {}}},
    }
).encode()


def send(payload: bytes = PAYLOAD, *, secret: str = "whsec_attune_sandbox", age: int = 0, header: str | None = None):
    signed = signature(PAYLOAD, secret=secret, at=int(time.time()) - age) if header is None else header
    # A client that checks cross-site requests, as a browser's would be.
    client = Client(enforce_csrf_checks=True)
    return client.post(
        "/webhooks/payments", payload, content_type="application/json", headers={"Stripe-Signature": signed}
    )


def kept() -> list[str]:
    return list(ProcessorEvent.objects.values_list("event_id", flat=True))


def test_a_signed_event_is_kept_and_answered():
    answer = send()

    assert (answer.status_code, kept()) == (200, ["evt_of_a_test"])


def test_an_event_that_comes_twice_is_kept_once():
    assert [send().status_code for _ in range(2)] == [200, 200]
    assert kept() == ["evt_of_a_test"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"header": ""},
        {"header": "t=1,v1=00"},
        {"secret": "whsec_somebody_elses"},
        {"age": 3600},
        {"payload": PAYLOAD[:-20]},
        {"payload": PAYLOAD.replace(b"pi_of", b"pi_at")},
        {"payload": b""},
    ],
    ids=["unsigned", "forged", "other secret", "old", "cut", "changed", "empty"],
)
def test_what_is_no_event_of_the_processors_is_refused_and_not_kept(wrong):
    answer = send(**wrong)

    assert (answer.status_code, kept()) == (400, [])


def test_who_forges_many_is_told_to_wait_and_what_is_signed_comes_through():
    refused = [send(header="").status_code for _ in range(REFUSED_PER_ADDRESS.requests + 1)]

    assert refused == [400] * REFUSED_PER_ADDRESS.requests + [429]
    assert (send().status_code, kept()) == (200, ["evt_of_a_test"])


def test_what_is_too_long_is_not_read():
    assert send(b"x" * (BYTES_MAX + 1)).status_code == 413


def test_the_address_takes_events_alone():
    assert Client().get("/webhooks/payments").status_code == 405
