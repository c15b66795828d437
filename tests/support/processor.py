"""The payment processor's sandbox for a test, and the product's adapters pointed at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.test import override_settings

from attune.billing.gateways import payment_processor
from attune.payouts.gateways import payout_processor
from attune.sandboxes.stripe import Control
from attune.sandboxes.stripe.sandbox import Sandbox
from attune.sandboxes.stripe.server import running


@dataclass(frozen=True, slots=True)
class Processor:
    """A sandbox that runs: how it is steered, and the thing itself to look into."""

    address: str
    control: Control
    sandbox: Sandbox


@contextmanager
def processor_running() -> Iterator[Processor]:
    """Run a fresh sandbox and have ``payment_processor()`` and ``payout_processor()`` speak to it."""
    with running() as (address, sandbox), override_settings(STRIPE_API_BASE=address):
        _forget_adapters()
        try:
            yield Processor(address, Control(address), sandbox)
        finally:
            _forget_adapters()


def _forget_adapters() -> None:
    payment_processor.cache_clear()
    payout_processor.cache_clear()
