"""Which process behind the one port answers what."""

import pytest

from attune.demo.front_door.visit import Ports

WEB, WEBSOCKET, PROCESSOR = 1, 2, 3


@pytest.mark.parametrize(
    ("target", "port"),
    [
        ("/", WEB),
        ("/ws/live", WEBSOCKET),
        ("/_stripe/js/stripe.js", PROCESSOR),
        ("/_stripe/v1/payment_methods", PROCESSOR),
        ("/_stripe/_sandbox/clock", WEB),
        ("/_stripe", WEB),
        ("/webhooks/payments", WEB),
    ],
)
def test_each_address_has_its_process(target: str, port: int):
    assert Ports(WEB, WEBSOCKET, PROCESSOR).of(target) == port


def test_without_a_payment_sandbox_pages_answer_for_it():
    assert Ports(WEB, WEBSOCKET).of("/_stripe/js/stripe.js") == WEB
