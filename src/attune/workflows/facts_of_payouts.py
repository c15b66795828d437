"""What follows from which fact where practices are paid out; read after workflows/facts.py where payouts are."""

from collections.abc import Mapping
from typing import Final

from attune.foundation.facts import Fact, Follower
from attune.payouts.facts import ACCOUNT_CHANGED, PAYOUT_CHANGED
from attune.workflows.go_live import advance_after

FOLLOWS: Final[Mapping[Fact, tuple[Follower, ...]]] = {
    ACCOUNT_CHANGED: (advance_after,),
}

UNHEARD: Final[frozenset[Fact]] = frozenset({PAYOUT_CHANGED})
"""Facts that nothing follows from yet."""
