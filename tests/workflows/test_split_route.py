"""The marketplace's quote: commission by contract, and the promised day; refused where nobody can be charged for."""

from datetime import UTC, date, datetime

import pytest

from attune.agreements.models import ContractTerms
from attune.billing.errors import PracticeCannotCharge
from attune.foundation.clock import now
from attune.foundation.tenancy import scope
from attune.kernel.money import Money
from attune.payouts.models import ConnectedAccount
from attune.practices.models import Practice
from attune.workflows.split_route import SplitRoute
from tests.practices.applying import owner_of
from tests.support.accounts import let_be_paid_here

pytestmark = pytest.mark.usefixtures("db")

ENDS_AT = datetime(2027, 3, 8, 17, 50, tzinfo=UTC)


@pytest.fixture
def practice() -> Practice:
    row = Practice.objects.create(name="Quiet Lamp", slug="quiet-lamp", zone="America/Denver")
    with scope(row.id):
        let_be_paid_here(row.id)
    return row


@pytest.mark.parametrize(
    ("commission_bps", "commission", "net"), [(1_000, 1_500, 13_499), (1_750, 2_625, 12_374), (3_000, 4_500, 10_499)]
)
def test_a_price_is_split_by_the_contract_to_the_cent_with_its_day(practice, commission_bps, commission, net):
    with scope(practice.id):
        ContractTerms.objects.update(commission_bps=commission_bps)
        quote = SplitRoute().quote(owner_of(practice.id), Money(14_999), ENDS_AT)

    assert (quote.commission, quote.net) == (Money(commission), Money(net))
    assert (quote.payout_on, quote.account) == (date(2027, 3, 12), f"acct_{practice.id.hex}")


def test_without_a_contract_in_force_or_an_account_nobody_is_charged(practice):
    route, owner = SplitRoute(), owner_of(practice.id)
    with scope(practice.id):
        assert route.may_charge()
        ConnectedAccount.objects.update(may_charge=False)
        with pytest.raises(PracticeCannotCharge, match="no_account"):
            route.quote(owner, Money(10_000), ENDS_AT)
        assert not route.may_charge()
        ConnectedAccount.objects.update(may_charge=True)
        ContractTerms.objects.update(ends_at=now())
        with pytest.raises(PracticeCannotCharge, match="no_contract"):
            route.quote(owner, Money(10_000), ENDS_AT)
