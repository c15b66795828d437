"""The foundation's tables, each described in its own module."""

from attune.foundation.encryption.models import KeyHolder, PersonDataKey, PracticeDataKey
from attune.foundation.idempotency.models import IdempotentRequest
from attune.foundation.rate_limits.models import RateCounter

__all__ = ["IdempotentRequest", "KeyHolder", "PersonDataKey", "PracticeDataKey", "RateCounter"]
