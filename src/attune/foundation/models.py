"""The foundation's tables, each described in its own module."""

<<<<<<< HEAD
from attune.foundation.idempotency.models import IdempotentRequest
from attune.foundation.rate_limits.models import RateCounter

__all__ = ["IdempotentRequest", "RateCounter"]
=======
from attune.foundation.encryption.models import KeyHolder, PersonDataKey, PracticeDataKey

__all__ = ["KeyHolder", "PersonDataKey", "PracticeDataKey"]
>>>>>>> 2473da9 (encryption: Keep texts under a data key per practice and per person.)
