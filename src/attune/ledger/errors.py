"""What the ledger refuses."""

from collections.abc import Sequence


class LedgerRefused(Exception):
    """Base of what the ledger refuses."""


class NothingToPost(LedgerRefused):
    """An entry moves at least one amount."""


class NotATransfer(LedgerRefused):
    """A transfer moves more than nothing, from one kind of account to another."""


class CurrenciesMixed(LedgerRefused):
    """An entry is in one currency."""

    def __init__(self, currencies: Sequence[str]) -> None:
        super().__init__(currencies)
        self.currencies = tuple(currencies)


class EntryDiffers(LedgerRefused):
    """The book has an entry of this key already, and it says something else. ``key`` is the business fact."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
