"""What follows from what: every fact that a context records, and the workflows it sets off."""

from collections.abc import Mapping
from typing import Final

from attune.agreements.facts import CONTRACT_ENDED, SIGNED
from attune.billing.facts import (
    PAYMENT_CANCELED,
    PAYMENT_EARNED,
    PAYMENT_FAILED,
    PAYMENT_SUCCEEDED,
    REFUND_FAILED,
    REFUND_MADE,
)
from attune.care_records.facts import NOTE_SIGNED
from attune.credentialing.facts import ORGANIZATION_CHECKED, PROVIDER_CHANGED
from attune.foundation.facts import Fact, Follower
from attune.measures.facts import ASSESSMENT_SUBMITTED, ITEM_NINE_POSITIVE
from attune.practices.facts import STANDING_CHANGED
from attune.scheduling.appointment_facts import (
    APPOINTMENT_BOOKED,
    APPOINTMENT_CANCELED,
    APPOINTMENT_MOVED,
    APPOINTMENT_REASSIGNED,
    SEAT_ATTENDED,
    SEAT_BOOKED,
    SEAT_CANCELED,
    SEAT_MISSED,
    TIMES_CHANGED,
)
from attune.scheduling.facts import HOURS_CHANGED, OFFERING_CHANGED
from attune.workflows.couples import ask_partner
from attune.workflows.end_waiting import waits_no_longer
from attune.workflows.go_live import advance_after
from attune.workflows.reassign import one_less_to_settle
from attune.workflows.refresh_listing import (
    practice_changed,
    refresh_listing,
    refresh_starts,
    refresh_starts_in_line,
)
from attune.workflows.requote_payout import requote_payout
from attune.workflows.return_payment import settle_attended_seat, settle_canceled_seat, settle_missed_seat
from attune.workflows.send_measures import move_measures, take_every_measure_back, take_measures_back
from attune.workflows.settle_after_end import contract_ended
from attune.workflows.settle_attendance import word_was_given
from attune.workflows.tell_of_appointment import (
    refresh_free_times,
    tell_of_booking,
    tell_of_canceled_session,
    tell_of_cancellation,
    tell_of_move,
    tell_of_reassignment,
)
from attune.workflows.tell_of_flag import tell_of_flag
from attune.workflows.tell_of_refund import tell_of_refund
from attune.workflows.tell_provider import (
    tell_new_provider,
    tell_provider_of_canceled_session,
    tell_provider_of_cancellation,
    tell_provider_of_move,
)

FOLLOWS: Final[Mapping[Fact, tuple[Follower, ...]]] = {
    PROVIDER_CHANGED: (advance_after, refresh_listing, refresh_free_times),
    ORGANIZATION_CHECKED: (advance_after,),
    SIGNED: (advance_after, practice_changed),
    CONTRACT_ENDED: (practice_changed, contract_ended),
    STANDING_CHANGED: (practice_changed,),
    OFFERING_CHANGED: (refresh_listing, refresh_free_times),
    HOURS_CHANGED: (refresh_starts_in_line, refresh_free_times),
    TIMES_CHANGED: (refresh_starts, refresh_free_times),
    APPOINTMENT_MOVED: (requote_payout, tell_provider_of_move, tell_of_move, move_measures),
    APPOINTMENT_CANCELED: (
        tell_provider_of_canceled_session,
        tell_of_canceled_session,
        take_every_measure_back,
        one_less_to_settle,
    ),
    APPOINTMENT_REASSIGNED: (tell_new_provider, tell_of_reassignment),
    SEAT_BOOKED: (tell_of_booking, ask_partner, waits_no_longer),
    SEAT_CANCELED: (tell_provider_of_cancellation, tell_of_cancellation, take_measures_back, settle_canceled_seat),
    SEAT_MISSED: (settle_missed_seat, word_was_given),
    REFUND_MADE: (tell_of_refund,),
    SEAT_ATTENDED: (settle_attended_seat, word_was_given),
    ITEM_NINE_POSITIVE: (tell_of_flag,),
}

UNHEARD: Final[frozenset[Fact]] = frozenset(
    {
        APPOINTMENT_BOOKED,
        ASSESSMENT_SUBMITTED,
        NOTE_SIGNED,
        PAYMENT_CANCELED,
        PAYMENT_EARNED,
        PAYMENT_FAILED,
        PAYMENT_SUCCEEDED,
        REFUND_FAILED,
    }
)
"""Facts that nothing follows from yet."""
