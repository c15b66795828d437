"""What the registry of practices refuses."""

from uuid import UUID


class PracticesError(Exception):
    """Base of what the registry refuses."""


class NoSuchPractice(PracticesError):
    """The registry has no practice with this id or address."""

    def __init__(self, wanted: UUID | str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class NoMorePractices(PracticesError):
    """The edition has as many practices as it may have."""

    def __init__(self, practices_max: int) -> None:
        super().__init__(practices_max)
        self.practices_max = practices_max


class PracticeNameMissing(PracticesError):
    """A practice was to be made without a name."""

    def __init__(self) -> None:
        super().__init__("Name the clinic: --practice NAME.")
