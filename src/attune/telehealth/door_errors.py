"""What telehealth refuses."""

from uuid import UUID

from attune.telehealth.rules.door import Barrier


class TelehealthError(Exception):
    """Base of what telehealth refuses."""


class NoSuchVisit(TelehealthError):
    """There is no such session that is theirs to be in."""

    def __init__(self, visit_id: UUID) -> None:
        super().__init__(visit_id)
        self.visit_id = visit_id


class DoorShut(TelehealthError):
    """The door does not open now; ``barrier`` says why."""

    def __init__(self, barrier: Barrier) -> None:
        super().__init__(barrier)
        self.barrier = barrier


class NobodyWaits(TelehealthError):
    """There is nobody to let in: they left, or have not said where they are."""


class NoSuchState(TelehealthError):
    """The answer is no state or territory of the US."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


class NoSuchPresence(TelehealthError):
    """There is no such connection that is theirs, or it has ended."""

    def __init__(self, presence_id: UUID) -> None:
        super().__init__(presence_id)
        self.presence_id = presence_id
