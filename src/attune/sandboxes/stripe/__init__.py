"""A payment processor that answers like Stripe's API in test mode, from a store of its own."""

from attune.sandboxes.stripe.control import Control
from attune.sandboxes.stripe.faults import Fault, Rule
from attune.sandboxes.stripe.post import Manner

__all__ = ["Control", "Fault", "Manner", "Rule"]
