"""Matching's tables."""

from attune.matching.models.assignment import Assignment, AssignmentOverride
from attune.matching.models.run import Recommendation, RecommendationRun

__all__ = ["Assignment", "AssignmentOverride", "Recommendation", "RecommendationRun"]
