"""What is refused."""

from datetime import date


class InsightsRefused(Exception):
    """A question about numbers that cannot be answered."""


class RangeWrong(InsightsRefused):
    """The range ends before it begins, or is longer than can be shown."""

    def __init__(self, since: date, until: date) -> None:
        super().__init__(f"{since} to {until}")
        self.since = since
        self.until = until
