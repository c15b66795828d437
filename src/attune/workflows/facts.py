"""What follows from what: every fact that a context records, and the workflows it sets off."""

from collections.abc import Mapping
from typing import Final

from attune.agreements.facts import CONTRACT_ENDED, SIGNED
from attune.credentialing.facts import PROVIDER_CHANGED
from attune.foundation.facts import Fact, Follower
from attune.practices.facts import STANDING_CHANGED
from attune.scheduling.appointment_facts import (
    APPOINTMENT_BOOKED,
    APPOINTMENT_CANCELED,
    APPOINTMENT_MOVED,
    SEAT_BOOKED,
    SEAT_CANCELED,
    SEAT_MISSED,
    TIMES_CHANGED,
)
from attune.scheduling.facts import HOURS_CHANGED, OFFERING_CHANGED
from attune.workflows.go_live import advance_after

FOLLOWS: Final[Mapping[Fact, tuple[Follower, ...]]] = {
    PROVIDER_CHANGED: (advance_after,),
    SIGNED: (advance_after,),
}

UNHEARD: Final[frozenset[Fact]] = frozenset(
    {
        HOURS_CHANGED,
        OFFERING_CHANGED,
        CONTRACT_ENDED,
        STANDING_CHANGED,
        APPOINTMENT_BOOKED,
        APPOINTMENT_CANCELED,
        APPOINTMENT_MOVED,
        SEAT_BOOKED,
        SEAT_CANCELED,
        SEAT_MISSED,
        TIMES_CHANGED,
    }
)
"""Facts that nothing follows from yet."""
