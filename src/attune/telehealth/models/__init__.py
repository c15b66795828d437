"""Telehealth's tables."""

from attune.telehealth.models.check_in import Admission, CheckIn
from attune.telehealth.models.room import Presence, VideoRoom

__all__ = ["Admission", "CheckIn", "Presence", "VideoRoom"]
