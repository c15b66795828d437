"""Credentialing's tables."""

from attune.credentialing.models.check import Check
from attune.credentialing.models.decision import ClearanceDecision
from attune.credentialing.models.exclusion import Exclusion, ExclusionList
from attune.credentialing.models.exclusion_match import ExclusionMatch, MatchToReview
from attune.credentialing.models.license import License
from attune.credentialing.models.organization_check import OrganizationCheck
from attune.credentialing.models.profile import Profile
from attune.credentialing.models.provider import Provider

__all__ = [
    "Check",
    "ClearanceDecision",
    "Exclusion",
    "ExclusionList",
    "ExclusionMatch",
    "License",
    "MatchToReview",
    "OrganizationCheck",
    "Profile",
    "Provider",
]
