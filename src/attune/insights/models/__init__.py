"""What is kept of the whole."""

from attune.insights.models.open_day import OpenDay
from attune.insights.models.operating_day import OperatingDay

__all__ = ["OpenDay", "OperatingDay"]
