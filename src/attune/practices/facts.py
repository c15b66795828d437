"""What practices tell whoever stands above them."""

from attune.foundation.facts import fact

STANDING_CHANGED = fact("practices.standing.changed")
"""What decides whether the practice may deliver care changed; about the practice."""
