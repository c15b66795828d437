"""Measures' tables."""

from attune.measures.models.assessment import Assessment
from attune.measures.models.safety_flag import SafetyFlag

__all__ = ["Assessment", "SafetyFlag"]
