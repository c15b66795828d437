"""What the directory refuses."""


class DirectoryError(Exception):
    """Base of the directory's refusals."""


class NotPublishable(DirectoryError):
    """A value was to be published that the directory has no place for."""

    def __init__(self, field: str, value: object) -> None:
        super().__init__(field)
        self.field = field
        self.value = value


class NoSuchListing(DirectoryError):
    """Nothing that can be booked is published under this address."""
