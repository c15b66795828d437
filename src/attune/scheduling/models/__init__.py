"""Scheduling's tables."""

from attune.scheduling.models.appointment import Appointment
from attune.scheduling.models.cancellation_terms import CancellationTerms
from attune.scheduling.models.hours import DateOverride, TimeOff, WeeklyHours
from attune.scheduling.models.occupancy import NO_DOUBLE_BOOKING, Occupancy
from attune.scheduling.models.offering import Offering
from attune.scheduling.models.partner import PartnerInvitation
from attune.scheduling.models.reminder_ladder import ReminderLadder
from attune.scheduling.models.room import Room
from attune.scheduling.models.seat import TAKEN_SEATS, Seat

__all__ = [
    "NO_DOUBLE_BOOKING",
    "TAKEN_SEATS",
    "Appointment",
    "CancellationTerms",
    "DateOverride",
    "Occupancy",
    "Offering",
    "PartnerInvitation",
    "ReminderLadder",
    "Room",
    "Seat",
    "TimeOff",
    "WeeklyHours",
]
