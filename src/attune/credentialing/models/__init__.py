"""Credentialing's tables."""

from attune.credentialing.models.profile import Profile
from attune.credentialing.models.provider import Provider

__all__ = ["Profile", "Provider"]
