"""What a repeated key may not do."""


class IdempotencyError(Exception):
    """Base of what is refused about a key."""


class KeyUsedForAnotherRequest(IdempotencyError):
    """The key came before with another method, address or body."""


class StillAnswering(IdempotencyError):
    """The first request with this key has not been answered yet."""
