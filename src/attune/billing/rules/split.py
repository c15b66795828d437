"""The split of an amount between practice and platform, and its exact inverse."""

from attune.kernel.money import Money


def commission_of(amount: Money, commission_bps: int) -> Money:
    """Return the platform's part; a broken cent is the platform's.

    Source: docs/explanation/money.md#the-split.
    """
    return amount.share(commission_bps)


def commission_back(kept_before: Money, kept_after: Money, commission_bps: int) -> Money:
    """Return what the platform gives back where of what the practice kept less is kept.

    The difference of two splits: however many refunds there are, what the platform keeps is the split of what was
    kept, and a full refund gives back exactly what was taken.
    """
    return commission_of(kept_before, commission_bps) - commission_of(kept_after, commission_bps)
