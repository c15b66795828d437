"""What is set off against a payout: what was given back after its own payout comes out of the next ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from attune.kernel.money import Money


@dataclass(frozen=True, slots=True)
class SetOff:
    """An amount that a payment earned and that counts against what ``against_id``'s payment is to bring back."""

    payment_id: UUID
    against_id: UUID
    amount: Money


def set_off(earned: Sequence[tuple[UUID, Money]], owing: Sequence[tuple[UUID, Money]]) -> tuple[SetOff, ...]:
    """Return what of earnings counts against what is owed, both in their order, until one of them is used up.

    Source: docs/explanation/payouts.md#a-refund-after-its-payout.
    """
    found: list[SetOff] = []
    left = list(owing)
    for payment_id, amount in earned:
        rest = amount
        while left and rest.minor:
            against_id, owed = left[0]
            part = min(rest, owed)
            found.append(SetOff(payment_id, against_id, part))
            rest -= part
            left[0] = (against_id, owed - part)
            if not left[0][1].minor:
                left.pop(0)
    return tuple(found)
