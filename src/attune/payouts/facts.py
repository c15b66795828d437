"""What payouts tell whoever stands above them."""

from attune.foundation.facts import fact

ACCOUNT_CHANGED = fact("payouts.account.changed")
"""What the practice's account at the processor may do has changed; about the account."""

PAYOUT_CHANGED = fact("payouts.payout.changed")
"""A payout was sent, arrived or failed; about the payout."""
