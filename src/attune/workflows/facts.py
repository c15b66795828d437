"""What follows from what: every fact that a context records, and the workflows it sets off."""

from collections.abc import Mapping
from typing import Final

from attune.credentialing.facts import PROVIDER_CHANGED
from attune.foundation.facts import Fact, Follower
from attune.scheduling.appointment_facts import (
    APPOINTMENT_BOOKED,
    APPOINTMENT_CANCELED,
    APPOINTMENT_MOVED,
    SEAT_BOOKED,
    SEAT_CANCELED,
    TIMES_CHANGED,
)
from attune.scheduling.facts import HOURS_CHANGED, OFFERING_CHANGED

FOLLOWS: Final[Mapping[Fact, tuple[Follower, ...]]] = {}

UNHEARD: Final[frozenset[Fact]] = frozenset(
    {
        HOURS_CHANGED,
        OFFERING_CHANGED,
        PROVIDER_CHANGED,
        APPOINTMENT_BOOKED,
        APPOINTMENT_CANCELED,
        APPOINTMENT_MOVED,
        SEAT_BOOKED,
        SEAT_CANCELED,
        TIMES_CHANGED,
    }
)
"""Facts that nothing follows from yet."""
