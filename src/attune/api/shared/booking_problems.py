"""What booking refuses, as problems: times, seats, sessions and what comes before them."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from attune.api.shared import errors
from attune.api.shared.problems import NOT_FOUND, FieldProblem, Problem, always, invalid
from attune.billing.errors import PracticeCannotCharge
from attune.patients.errors import AnswersIncomplete, ConsentMissing, NotAGuardian
from attune.scheduling import booking_errors as booking

NOT_OPEN = Problem(
    HTTPStatus.CONFLICT,
    "not-open",
    "Not open any more",
    "The session has begun, is over or is canceled. Read it again to see what it is now.",
)
NOT_BOOKABLE = Problem(
    HTTPStatus.CONFLICT,
    "not-bookable",
    "Not bookable",
    "The provider cannot be booked for this, or not by who never was a patient there.",
)
NOT_READY = Problem(
    HTTPStatus.CONFLICT,
    "not-ready",
    "Something comes first",
    "Answer the questions before care and sign what is asked for, in the pages of the patient portal; then book.",
)
GROUP = Problem(
    HTTPStatus.CONFLICT,
    "group-moves-as-one",
    "A group moves as one",
    "A group session does not move for one person. Cancel, and book another session of it.",
)
ADULTS = Problem(
    HTTPStatus.CONFLICT, "adults-only", "For two adults", "A couple's session is for two adults. Book one for a child."
)


def _not_free(error: booking.SlotTaken | booking.NotOffered) -> Problem:
    starts = ", ".join(f"{one:%Y-%m-%dT%H:%M:%SZ}" for one in error.next_free)
    told = f"This time is not free. Free next: {starts}." if starts else "This time is not free, and no other soon."
    return Problem(HTTPStatus.CONFLICT, "not-free", "Not free", told)


def _busy(detail: str) -> Problem:
    return Problem(HTTPStatus.CONFLICT, "not-free", "Not free", detail)


def _not_cleared(error: booking.NotCleared) -> Problem:
    reasons = ", ".join(str(one) for one in error.reasons)
    return Problem(
        HTTPStatus.CONFLICT,
        "not-cleared",
        "The provider may not see this patient",
        f"There and then it is not allowed: {reasons}. Another provider may.",
    )


def _another_fee(error: errors.FeeIsAnother) -> Problem:
    return Problem(
        HTTPStatus.CONFLICT,
        "fee-changed",
        "It costs another sum",
        f"Canceling costs {error.fee_minor} now, in minor units. Tell the person, then send that.",
    )


BOOKING: Final[Mapping[type, Callable[[Any], Problem]]] = {
    booking.NoSuchAppointment: always(NOT_FOUND),
    booking.NoSuchSeat: always(NOT_FOUND),
    booking.SlotTaken: _not_free,
    booking.NotOffered: _not_free,
    booking.NoRoomFree: always(_busy("No room is free at this time.")),
    booking.PatientBusy: always(_busy("The patient has another session there at this time.")),
    booking.NotCleared: _not_cleared,
    booking.HoldExpired: always(NOT_OPEN),
    booking.OfferingClosed: always(NOT_BOOKABLE),
    booking.PlaceNotOffered: always(invalid(FieldProblem("body", "place", "is none of the offering's places"))),
    booking.StartsInThePast: always(invalid(FieldProblem("body", "starts_at", "must lie ahead"))),
    booking.GroupMovesAsOne: always(GROUP),
    booking.MinorInCouple: always(ADULTS),
    booking.PartnerNotNamed: always(invalid(FieldProblem("body", "partner_email", "must say whom to ask"))),
    booking.PartnerAddressWrong: always(
        invalid(FieldProblem("body", "partner_email", "must be an e-mail address that is not one's own"))
    ),
    errors.FeeIsAnother: _another_fee,
    PracticeCannotCharge: always(NOT_BOOKABLE),
    AnswersIncomplete: always(NOT_READY),
    ConsentMissing: always(NOT_READY),
    NotAGuardian: always(NOT_READY),
    booking.ReasonNeeded: always(invalid(FieldProblem("body", "reason", "must say why"))),
    booking.SeatIsNot: always(NOT_OPEN),
    booking.TooLate: always(NOT_OPEN),
}
