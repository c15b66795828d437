"""What the operators see of a payment that comes to nothing."""

import pytest

from attune.payouts.models import OperatingPayment
from tests.scheduling.booking import at
from tests.support.fake_processor import DECLINED_CARD
from tests.support.world import cast
from tests.workflows.bookable import open_practice, seeker
from tests.workflows.paying import checked_out, end_hold, sweep


@pytest.mark.usefixtures("committed_database", "processor")
def test_a_declined_card_needs_somebody_until_the_payment_is_given_up_with_its_hold():
    mine = checked_out(seeker(), open_practice(cast().a), at(9))
    mine.pay(DECLINED_CARD)
    declined = shown()

    end_hold(mine)
    sweep(mine)

    assert (declined, shown()) == (("awaiting_card", "failed"), ("canceled", ""))


def shown() -> tuple[str, str]:
    return OperatingPayment.objects.values_list("state", "problem").get()
