"""What an operator has asked again: a refund that failed is asked for anew, by whom it is permitted to."""

import pytest

from attune.billing.actions.note_refund import note_refund_refused
from attune.billing.actions.request_refund import request_refund
from attune.billing.models import Refund
from attune.billing.rules.states import RefundReason
from attune.foundation.authorization import NotPermitted, Role, system_actor
from attune.foundation.tenancy import Plane, scope
from attune.payouts.models import OperatingPayment
from attune.workflows.mend_money import mend_money
from tests.scheduling.booking import at
from tests.support.world import cast
from tests.workflows.bookable import open_practice, seeker
from tests.workflows.paying import checked_out


@pytest.mark.usefixtures("committed_database")
def test_a_refund_that_failed_is_asked_for_anew(processor):
    world = cast()
    mine = checked_out(seeker(), open_practice(world.a), at(9))
    amount, system = mine.pay().amount, system_actor(mine.practice_id)
    with scope(mine.practice_id, plane=Plane.BUSINESS):
        request_refund(system, payment_id=mine.payment_id, amount=amount, reason=RefundReason.CANCELED)
        first = Refund.objects.get()
        note_refund_refused(system, first.id, "expired_or_canceled_card")
    before = OperatingPayment.objects.get().problem

    with scope(mine.practice_id, plane=Plane.BUSINESS):
        with pytest.raises(NotPermitted):
            mend_money(world.platform[Role.COMPLIANCE].actor)
        mend_money(world.platform[Role.FINANCE].actor)
        asked = list(Refund.objects.order_by("number").values_list("number", "amount_minor", "reason"))

    assert before == "refund_failed"
    assert asked == [(1, amount.minor, "canceled"), (2, amount.minor, "canceled")]
