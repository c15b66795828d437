"""What a practice and the operators read of a payout that the bank sent back."""

from datetime import date

import pytest

from attune.foundation.authorization import Role, system_actor
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.payouts.actions.project import project_payout
from attune.payouts.models import ConnectedAccount, Payout
from tests.payouts.taking_place import pay_in_memory
from tests.support.world import World, cast, page_of
from tests.workflows.bookable import open_practice

FRIDAY = date(2027, 3, 5)


@pytest.fixture
def world(committed_database: str, monkeypatch: pytest.MonkeyPatch) -> World:
    pay_in_memory(monkeypatch)
    found = cast()
    open_practice(found.a)
    return found


def came_back(world: World) -> Payout:
    with scope(world.a.practice_id):
        ConnectedAccount.objects.update(may_charge=True, may_pay_out=True, currently_due=[], past_due=[])
        row = Payout.objects.create(
            amount_minor=13_175,
            currency="USD",
            state=Payout.State.FAILED,
            promised_on=FRIDAY,
            expected_on=FRIDAY,
            prepared_at=now(),
            failed_at=now(),
            failure_code="account_closed",
        )
        project_payout(system_actor(world.a.practice_id), row)
    return row


def test_the_practice_reads_why_and_where_to_put_the_bank_details_right(world: World):
    owner, account = world.a[Role.OWNER], "/practice/finances/account"
    before = page_of(owner, account)

    payout = came_back(world)

    after, finances = page_of(owner, account), page_of(owner, "/practice/finances")
    of_payout = page_of(owner, f"/practice/finances/payouts/{payout.id}")
    for told in (after, finances):
        assert ("Your last payout came back" in told, "The bank account is closed." in told) == (True, True)
    assert ("came back" in before, "and payouts arrive" in after) == (False, False)
    assert [told.count(f'href="{account}"') > 0 for told in (finances, of_payout)] == [True, True]
    assert ("No: it came back" in of_payout, "Not yet" in of_payout) == (True, False)


def test_operators_are_told_who_mends_it_and_are_not_led_to_ask_the_processor(world: World):
    came_back(world)

    told = page_of(world.platform[Role.FINANCE], "/operate/exceptions")

    assert "The practice puts its bank details right" in told
    assert ("Follow it" in told, "Ask the processor again" in told) == (True, False)
