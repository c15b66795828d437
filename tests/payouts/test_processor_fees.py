"""What the processor takes from the platform for itself gets into the platform's book, however long nobody looked."""

from datetime import timedelta

import pytest

from attune.foundation.authorization import Actor, NotPermitted, Role, system_actor
from attune.foundation.background import Tick
from attune.foundation.clock import move_clock, now
from attune.foundation.tenancy import Plane, scope
from attune.kernel.identifiers import PLATFORM_ID, new_id
from attune.kernel.money import Money
from attune.ledger.queries.book import balance
from attune.ledger.rules.entry import AccountKind
from attune.payouts import jobs
from attune.payouts.actions.mirror_fees import fees_since
from tests.payouts.processor import ProcessorInMemory

pytestmark = pytest.mark.usefixtures("db")


def look() -> Money:
    """Make the hourly round, and return what the platform's book says the processor has taken."""
    jobs.take_in_processor_fees(Tick(now(), new_id()))
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        return balance(system_actor(PLATFORM_ID), AccountKind.PROCESSOR_FEE)


def test_a_fee_is_entered_once_however_often_the_round_is_made(processor: ProcessorInMemory):
    processor.take_fee(Money(465))

    assert [look(), look()] == [Money(465), Money(465)]


def test_fees_of_weeks_without_a_round_are_all_entered(processor: ProcessorInMemory):
    processor.take_fee(Money(465))
    look()
    for days in (1, 9, 20):
        move_clock(timedelta(days=days))
        processor.take_fee(Money(100))

    move_clock(timedelta(days=21))

    assert look() == Money(765)


def test_nobody_but_the_system_asks_for_them(db: None):
    with scope(PLATFORM_ID, plane=Plane.BUSINESS), pytest.raises(NotPermitted):
        fees_since(Actor(new_id(), PLATFORM_ID, frozenset({Role.FINANCE})))
