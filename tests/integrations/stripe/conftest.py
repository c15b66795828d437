"""A sandbox, an account that may charge, and the adapters under test."""

from collections.abc import Iterator

import pytest

from attune.integrations.stripe.payments import StripePayments
from attune.integrations.stripe.payouts import StripePayouts
from attune.kernel.identifiers import new_id
from tests.support.processor import Processor, processor_running


@pytest.fixture(scope="module")
def running_processor() -> Iterator[Processor]:
    with processor_running() as processor:
        yield processor


@pytest.fixture
def processor(running_processor: Processor) -> Iterator[Processor]:
    yield running_processor
    running_processor.control.set_faults([])
    running_processor.control.move_clock(0)


@pytest.fixture
def payments(processor: Processor) -> StripePayments:
    return StripePayments()


@pytest.fixture
def payouts(processor: Processor) -> StripePayouts:
    return StripePayouts()


@pytest.fixture
def account(processor: Processor, payouts: StripePayouts) -> str:
    opened = payouts.open_account(new_id(), key=f"account:{new_id()}").id
    processor.control.onboard(opened)
    return opened
