"""The way a payment takes, as a strategy: who quotes it, and whose account is charged."""

from datetime import date, datetime
from functools import cache
from typing import Protocol, cast

from django.utils.module_loading import import_string

from attune.billing.rules.policy import MoneyPolicy
from attune.billing.rules.quote import Quote
from attune.foundation.authorization import Actor
from attune.foundation.policies import policy
from attune.kernel.money import Money


class PaymentRoute(Protocol):
    """Quotes a price in the open scope's practice."""

    def quote(self, actor: Actor, price: Money, ends_at: datetime) -> Quote:
        """Return the parts of a price of a session that ends then. Raises PracticeCannotCharge."""

    def may_charge(self) -> bool:
        """Return whether patients can pay the open scope's practice."""

    def is_stopped(self) -> bool:
        """Return whether patients could pay the open scope's practice once and cannot now."""

    def promised_on(self, ends_at: datetime) -> date | None:
        """Return the day a session's money is promised for that ends then; None where nothing is transferred."""


class PlainRoute:
    """The company charges on its own account: it keeps the whole, and nothing is transferred."""

    def quote(self, actor: Actor, price: Money, ends_at: datetime) -> Quote:
        """Return the price itself."""
        return Quote(commission_bps=0, commission=Money(0, price.currency), net=price)

    def may_charge(self) -> bool:
        """Return that they can: the account is the company's own."""
        return True

    def is_stopped(self) -> bool:
        """Return that they are not."""
        return False

    def promised_on(self, ends_at: datetime) -> date | None:
        """Return no day: what is paid stays where it is."""
        return None


def payment_route() -> PaymentRoute:
    """Return the strategy that the edition's policy names."""
    return _route(policy(MoneyPolicy).route)


@cache
def _route(path: str) -> PaymentRoute:
    return cast("PaymentRoute", import_string(path)())
