"""Events: signed, of this moment, whole; and refused otherwise."""

import json
import time

import pytest

from attune.billing.gateways import EventRefused
from attune.integrations.stripe.events import StripeEvents
from attune.kernel.identifiers import new_id
from attune.sandboxes.stripe.post import signature
from tests.support.shared_data import shared_file

SECRET = "whsec_attune_sandbox"
PAYMENT, PRACTICE = new_id(), new_id()
EVENT = {
    "id": "evt_1",
    "object": "event",
    "type": "payment_intent.succeeded",
    "created": 1_700_000_000,
    "account": "acct_1",
    "data": {
        "object": {
            "id": "pi_1",
            "object": "payment_intent",
            "metadata": {"attune_payment": str(PAYMENT), "attune_practice": str(PRACTICE)},
        }
    },
}
PAYLOAD = json.dumps(EVENT).encode()


def signed(payload: bytes = PAYLOAD, *, secret: str = SECRET, age: int = 0) -> str:
    return signature(payload, secret=secret, at=int(time.time()) - age)


def test_a_signed_event_tells_what_changed_and_whose_it_is():
    event = StripeEvents().event(PAYLOAD, signature=signed())

    assert (event.event_id, event.type, event.account, event.object_id) == (
        "evt_1",
        "payment_intent.succeeded",
        "acct_1",
        "pi_1",
    )
    assert (event.payment_id, event.practice_id, event.payout_id) == (PAYMENT, PRACTICE, None)


def test_an_earlier_secret_is_taken_as_long_as_it_is_listed(settings):
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", SECRET]

    assert StripeEvents().event(PAYLOAD, signature=signed()).event_id == "evt_1"


@pytest.mark.parametrize(
    ("payload", "header"),
    [
        (PAYLOAD, ""),
        (PAYLOAD, "t=1,v1=00"),
        (PAYLOAD, "nonsense"),
        (PAYLOAD, "t=now,v1=00"),
        (PAYLOAD, signed(secret="whsec_somebody")),
        (PAYLOAD, signed(age=301)),
        (PAYLOAD[:-5], signed()),
        (PAYLOAD.replace(b"pi_1", b"pi_2"), signed()),
        (b"\xff\xfe", signed(b"")),
        (b"{", signed(b"{")),
        (b"[]", signed(b"[]")),
        (b'{"id": "evt_1"}', signed(b'{"id": "evt_1"}')),
    ],
    ids=["unsigned", "forged", "garbled", "undated", "other secret", "old", "cut", "changed", "no text", "no JSON",
         "no object", "no event"],
)  # fmt: skip
def test_what_is_no_event_of_the_processors_is_refused(payload: bytes, header: str):
    with pytest.raises(EventRefused):
        StripeEvents().event(payload, signature=header)


def test_every_recorded_event_is_read():
    folder = shared_file("stripe/webhook_events")

    read = []
    for file in sorted(folder.glob("*.json")):
        payload = file.read_bytes()
        read.append(StripeEvents().event(payload, signature=signed(payload)).type)

    assert len(read) == 56
