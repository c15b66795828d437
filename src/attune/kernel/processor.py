"""What can go wrong when a payment processor is asked for something; the same for charges and for payouts."""


class ProcessorError(Exception):
    """The processor did not do what it was asked for, or nobody knows whether it did."""


class ProcessorUnavailable(ProcessorError):
    """No answer came, or it was lost: what was asked for may have been done. Look it up, never ask under a new key."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RefusedByProcessor(ProcessorError):
    """The processor will not do it, and did nothing. ``code`` is its word for why, such as ``balance_insufficient``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotKnownToProcessor(RefusedByProcessor):
    """There is no such object, or it belongs to another account."""


class KeyReused(RefusedByProcessor):
    """The key was used before for something else; nothing was done now."""


class KeyBusy(ProcessorUnavailable):
    """Another request with this key is under way at this moment; its answer can be asked for in a moment."""
