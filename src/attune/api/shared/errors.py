"""What the APIs themselves refuse, whatever was asked for."""

from collections.abc import Collection


class ApiRefusal(Exception):
    """Base of what the door refuses."""


class NotAuthenticated(ApiRefusal):
    """No token, or one that does not work here; which of the two is all that is told."""

    def __init__(self, *, was_presented: bool) -> None:
        super().__init__(was_presented)
        self.was_presented = was_presented


class NotCarried(ApiRefusal):
    """The token's scopes do not include what the operation needs."""

    def __init__(self, scopes: Collection[str]) -> None:
        super().__init__(*scopes)
        self.scopes = tuple(scopes)


class LimitReached(ApiRefusal):
    """Too many requests. ``resets_in`` is in seconds."""

    def __init__(self, resets_in: int) -> None:
        super().__init__(resets_in)
        self.resets_in = resets_in


class CursorNotOurs(ApiRefusal):
    """The cursor was not given by this list to this caller."""


class KeyMalformed(ApiRefusal):
    """The Idempotency-Key is not 1 to 128 visible ASCII characters."""


class MethodNotOffered(ApiRefusal):
    """The address is known, the method is not."""

    def __init__(self, offered: Collection[str]) -> None:
        super().__init__(*offered)
        self.offered = tuple(sorted(offered))


class NothingHere(ApiRefusal):
    """Not there, or not theirs."""


class FeeIsAnother(ApiRefusal):
    """Canceling costs another sum now than the caller was told."""

    def __init__(self, fee_minor: int) -> None:
        super().__init__(fee_minor)
        self.fee_minor = fee_minor


class Undeclared(Exception):
    """An operation does not say which permission it needs; it is never run."""

    def __init__(self, operation: str) -> None:
        super().__init__(f"{operation} declares no permission.")
