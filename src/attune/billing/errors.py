"""What billing refuses."""

from uuid import UUID


class BillingRefused(Exception):
    """Base of what billing refuses."""


class NoSuchPayment(BillingRefused):
    """There is no such payment in their reach."""

    def __init__(self, payment_id: UUID) -> None:
        super().__init__(payment_id)
        self.payment_id = payment_id


class PracticeCannotCharge(BillingRefused):
    """The practice cannot take payments now. ``reason`` is a code of the route that would have carried one."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PaymentIsNot(BillingRefused):
    """The payment is in another state than this asks for, such as succeeded."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class NotACard(BillingRefused):
    """What was sent is no payment method of the processor's script."""


class TooManyAttempts(BillingRefused):
    """So many cards were declined that no further one is tried for this session."""


class RefundTooLarge(BillingRefused):
    """More would be given back than was paid and is still there."""

    def __init__(self, left_minor: int) -> None:
        super().__init__(left_minor)
        self.left_minor = left_minor


class NoSuchRefund(BillingRefused):
    """There is no such refund."""

    def __init__(self, refund_id: UUID) -> None:
        super().__init__(refund_id)
        self.refund_id = refund_id
