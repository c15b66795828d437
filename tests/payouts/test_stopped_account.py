"""A practice whose account may not charge any more cannot be booked for money from that moment on."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from attune.billing.actions.note_event import note_event
from attune.billing.errors import PracticeCannotCharge
from attune.billing.gateways import ProcessorEvent
from attune.directory.models import Listing
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.kernel.money import Money
from attune.payouts.gateways import ConnectedAccount, Requirements
from tests.payouts.processor import ProcessorInMemory
from tests.scheduling.booking import Bookable, at
from tests.scheduling.providers import TERMS, an_offering
from tests.support.fake_processor import installed
from tests.support.world import cast
from tests.workflows.bookable import open_practice, seeker
from tests.workflows.paying import checked_out, run_jobs


@pytest.fixture
def where(committed_database: str, processor: ProcessorInMemory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bookable]:
    """Return a provider who is booked for money, at a practice whose account the processor knows."""
    installed(monkeypatch)
    found = open_practice(cast().a)
    processor.accounts[account_of(found)] = ConnectedAccount(
        account_of(found), found.practice.practice_id, True, True, True, Requirements(), now()
    )
    yield found


def account_of(where: Bookable) -> str:
    return f"acct_{where.practice.practice_id.hex}"


def tell(where: Bookable, processor: ProcessorInMemory, *, may_charge: bool) -> None:
    """Let the processor change its mind about the account, and send its event."""
    account = account_of(where)
    asked = Requirements() if may_charge else Requirements(past_due=("company.tax_id",), disabled_reason="past_due")
    processor.accounts[account] = replace(processor.accounts[account], charges_enabled=may_charge, requirements=asked)
    event = ProcessorEvent(
        f"evt_{new_id().hex}", "account.updated", account, account, now(), where.practice.practice_id
    )
    note_event(event)
    run_jobs()


def listed() -> list[int]:
    return sorted(Listing.objects.values_list("price_minor", flat=True))


def test_an_account_that_stops_charging_takes_its_listings_out_until_it_charges_again(
    where: Bookable, processor: ProcessorInMemory
):
    before = listed()

    tell(where, processor, may_charge=False)
    stopped = listed()
    with pytest.raises(PracticeCannotCharge):
        checked_out(seeker(), where, at(9))
    tell(where, processor, may_charge=True)

    assert (before, stopped, listed()) == ([15_000], [], [15_000])
    assert checked_out(seeker("noor@example.org", "Noor Haddad"), where, at(11)).facts.is_open


def test_what_costs_nothing_stays_where_it_is(where: Bookable, processor: ProcessorInMemory):
    with where.open():
        an_offering(where.practice, where.provider_id, replace(TERMS, price=Money(0)))

    tell(where, processor, may_charge=False)

    assert listed() == [0]


def test_a_payout_that_is_stopped_alone_changes_no_listing(where: Bookable, processor: ProcessorInMemory):
    account = account_of(where)
    processor.accounts[account] = replace(processor.accounts[account], payouts_enabled=False)

    tell(where, processor, may_charge=True)

    with scope(where.practice.practice_id):
        assert listed() == [15_000]
