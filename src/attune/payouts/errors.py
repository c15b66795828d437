"""What payouts refuse."""

from uuid import UUID


class PayoutsError(Exception):
    """Base of what payouts refuse."""


class NoAccount(PayoutsError):
    """The practice has no account at the processor yet."""


class MayNotCharge(PayoutsError):
    """Nobody can pay this practice yet: the processor still wants to know something of it."""


class NoSuchPayout(PayoutsError):
    """No payout of this id is here."""

    def __init__(self, payout_id: UUID) -> None:
        super().__init__(payout_id)
        self.payout_id = payout_id


class NotToSendAgain(PayoutsError):
    """The payout did not fail, or what it gave back is on its way in another one."""


class NoSuchStatement(PayoutsError):
    """No statement is kept of this month: it lies ahead, or its text is no month."""
