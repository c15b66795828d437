"""What booking refuses: holds, seats, appointments."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from attune.credentialing.rules.clearance import Reason
from attune.credentialing.rules.decision_record import Question


class BookingRefused(Exception):
    """Base of what booking refuses."""


class SlotTaken(BookingRefused):
    """Somebody else has the time. ``next_free`` are the next starts of the same offering."""

    def __init__(self, next_free: Sequence[datetime] = ()) -> None:
        super().__init__(len(next_free))
        self.next_free = tuple(next_free)


class NotOffered(BookingRefused):
    """The provider offers no session of this kind at this time. ``next_free`` are the next starts it does."""

    def __init__(self, starts_at: datetime, next_free: Sequence[datetime] = ()) -> None:
        super().__init__(starts_at)
        self.starts_at = starts_at
        self.next_free = tuple(next_free)


class OfferingClosed(BookingRefused):
    """The offering is not offered any more, or not to who never was a patient here."""

    def __init__(self, offering_id: UUID) -> None:
        super().__init__(offering_id)
        self.offering_id = offering_id


class PlaceNotOffered(BookingRefused):
    """The offering does not take place this way."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class NotCleared(BookingRefused):
    """The provider may not see this patient there and then. ``reasons`` are those of credentialing.

    Whoever answers for it lets keep_refusal keep the decision: what was decided inside is rolled back.
    """

    def __init__(self, reasons: Sequence[Reason], *, provider_id: UUID, asked: Question) -> None:
        super().__init__(reasons)
        self.reasons = tuple(reasons)
        self.provider_id = provider_id
        self.asked = asked


class NoRoomFree(BookingRefused):
    """Every room of the practice is taken at this time."""


class PatientBusy(BookingRefused):
    """The patient has another session here at this time."""


class HoldExpired(BookingRefused):
    """The seat was kept for a while only, and that is over."""

    def __init__(self, expired_at: datetime | None = None) -> None:
        super().__init__(expired_at)
        self.expired_at = expired_at


class NoSuchSeat(BookingRefused):
    """There is no such seat that is theirs."""

    def __init__(self, seat_id: UUID) -> None:
        super().__init__(seat_id)
        self.seat_id = seat_id


class NoSuchAppointment(BookingRefused):
    """There is no such appointment in their reach."""

    def __init__(self, appointment_id: UUID) -> None:
        super().__init__(appointment_id)
        self.appointment_id = appointment_id


class SeatIsNot(BookingRefused):
    """The seat is in another state than this asks for, such as canceled."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class TooLate(BookingRefused):
    """It could be done until ``deadline``."""

    def __init__(self, deadline: datetime) -> None:
        super().__init__(deadline)
        self.deadline = deadline


class TooEarly(BookingRefused):
    """It can be done from ``since`` on: nobody has missed a session that has not begun."""

    def __init__(self, since: datetime) -> None:
        super().__init__(since)
        self.since = since


class StartsInThePast(BookingRefused):
    """Appointments begin now or later."""


class MinorInCouple(BookingRefused):
    """A couple's session is for two adults."""


class PartnerNotNamed(BookingRefused):
    """A couple's session is booked once it is said whom to ask to come too."""


class PartnerAddressWrong(BookingRefused):
    """Nobody can be asked there. ``is_own``: it is the address of who books."""

    def __init__(self, *, is_own: bool = False) -> None:
        super().__init__(is_own)
        self.is_own = is_own


class NoSuchInvitation(BookingRefused):
    """There is no such invitation, or it went to somebody else."""

    def __init__(self, invitation_id: UUID) -> None:
        super().__init__(invitation_id)
        self.invitation_id = invitation_id


class InvitationOver(BookingRefused):
    """The invitation was answered, the session canceled, or it was to be answered until ``answer_by``."""

    def __init__(self, answer_by: datetime) -> None:
        super().__init__(answer_by)
        self.answer_by = answer_by


class GroupMovesAsOne(BookingRefused):
    """A participant does not move a group: they leave it and join another session."""


class ChangedMeanwhile(BookingRefused):
    """Somebody changed the appointment since the page was drawn."""

    def __init__(self, appointment_id: UUID) -> None:
        super().__init__(appointment_id)
        self.appointment_id = appointment_id


class ReasonNeeded(BookingRefused):
    """Whoever cancels on others says why."""


class TermsOutOfBounds(BookingRefused):
    """The edition allows no such cancellation terms. ``field`` names the term."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class RoomNameTaken(BookingRefused):
    """Another room of the practice has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
