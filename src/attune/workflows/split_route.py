"""The marketplace's way of a payment: on the practice's own account, with the platform's share by contract."""

from datetime import date, datetime

from attune.agreements.queries.in_force import terms
from attune.billing.errors import PracticeCannotCharge
from attune.billing.rules.quote import Quote, split_quote
from attune.foundation.authorization import Actor, system_actor
from attune.foundation.clock import now
from attune.foundation.policies import policy
from attune.foundation.tenancy import current_scope
from attune.kernel.money import Money
from attune.payouts.queries.account import charged_account, has_stopped_charging
from attune.payouts.rules.policy import PayoutPolicy
from attune.payouts.rules.promise import promised_on

NO_CONTRACT = "no_contract"
NO_ACCOUNT = "no_account"


class SplitRoute:
    """Quotes with the commission of the contract in force and the promised day. Source: docs/explanation/payouts.md."""

    def quote(self, actor: Actor, price: Money, ends_at: datetime) -> Quote:
        """Return the parts of a price of a session that ends then, in the open scope's practice.

        Raises PracticeCannotCharge where no contract is in force or the processor does not let the practice charge.
        """
        practice_id = current_scope("A quote").practice_id
        agreed = terms(system_actor(practice_id, request_id=actor.request_id))
        if agreed is None or not agreed.is_in_force(now()):
            raise PracticeCannotCharge(NO_CONTRACT)
        account = charged_account()
        if not account:
            raise PracticeCannotCharge(NO_ACCOUNT)
        return split_quote(
            price,
            commission_bps=agreed.commission_bps,
            payout_on=self.promised_on(ends_at),
            account=account,
        )

    def may_charge(self) -> bool:
        """Return whether the processor lets the open scope's practice take payments."""
        return bool(charged_account())

    def is_stopped(self) -> bool:
        """Return whether the processor knows the open scope's practice and does not let it take payments now."""
        return has_stopped_charging()

    def promised_on(self, ends_at: datetime) -> date | None:
        """Return the day by which the money of a session that ends then has arrived."""
        return promised_on(ends_at, policy(PayoutPolicy))
