"""Scheduling's tables."""

from attune.scheduling.models.hours import DateOverride, TimeOff, WeeklyHours
from attune.scheduling.models.offering import Offering

__all__ = ["DateOverride", "Offering", "TimeOff", "WeeklyHours"]
