"""What agreements tell whoever stands above them."""

from attune.foundation.facts import fact

SIGNED = fact("agreements.agreement.signed")
"""An agreement was signed; about the signature."""

CONTRACT_ENDED = fact("agreements.contract.ended")
"""A contract has an end now; about its terms."""
