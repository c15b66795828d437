"""Scheduling's tables."""

from attune.scheduling.models.offering import Offering

__all__ = ["Offering"]
