"""``attune sandbox stripe``: a running sandbox, steered from the command line."""

import json
from collections.abc import Iterator

import pytest
import stripe

from attune.cli import main
from attune.kernel.identifiers import new_id
from attune.sandboxes.stripe.places import forget, tell_address
from attune.sandboxes.stripe.sandbox import SECRET_KEY
from tests.support.processor import Processor, processor_running

DAY = 24 * 3600


@pytest.fixture(scope="module")
def processor() -> Iterator[Processor]:
    with processor_running() as running_one:
        yield running_one


@pytest.fixture
def name(processor: Processor) -> Iterator[str]:
    made = f"test-{new_id().hex}"
    tell_address(made, processor.address)
    yield made
    forget(made)


def command(name: str, part: str, *arguments: str) -> int:
    return main(["sandbox", "stripe", part, "--name", name, *arguments])


def test_its_state_is_told(name: str, capsys):
    assert command(name, "state") == 0

    told = json.loads(capsys.readouterr().out)
    assert told["balances"] == {"platform": {"available": 0, "pending": 0}}


def test_its_time_is_moved(processor: Processor, name: str):
    assert command(name, "clock", "3") == 0

    assert processor.control.state()["offset_seconds"] == pytest.approx(3 * DAY, abs=60)
    assert command(name, "clock", "--reset") == 0


def test_an_account_is_filled_in_and_a_fault_is_met_once(processor: Processor, name: str):
    api = stripe.StripeClient(SECRET_KEY, base_addresses={"api": processor.address}, max_network_retries=0).v1
    account = api.accounts.create({"type": "express"})

    assert command(name, "onboard", account.id) == 0
    assert command(name, "fault", "drop_after", "--path", "/v1/customers") == 0
    assert command(name, "post", "shuffled", "--delay", "0.1") == 0
    assert command(name, "release") == 0

    assert api.accounts.retrieve(account.id).charges_enabled
    with pytest.raises(stripe.APIConnectionError):
        api.customers.create({})
    assert len(api.customers.list({}).data) == 1


def test_what_is_not_there_is_refused_in_a_line(name: str, capsys):
    assert command("never-ran", "state") == 2
    assert command(name, "fail-payout", "po_nobody") == 2

    told = capsys.readouterr().err.splitlines()
    assert told[0] == "The sandbox never-ran did not do it: no sandbox of the name never-ran has run here"
    assert "No such payout: 'po_nobody'" in told[1]
