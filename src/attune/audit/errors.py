"""What goes wrong with a trail."""

from uuid import UUID


class AuditError(Exception):
    """Base of what the trail refuses."""


class TrailBroken(AuditError):
    """The last head of a trail does not hold, so nothing may be built on it."""

    def __init__(self, holder_id: UUID, tree_size: int) -> None:
        super().__init__(f"{holder_id}: the head at {tree_size} does not hold. Run: attune audit verify")
        self.holder_id = holder_id
        self.tree_size = tree_size


class SigningKeyMissing(AuditError):
    """The key folder holds no key that signs heads."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"{folder} holds no key that signs audit heads. Run: attune keys make")
        self.folder = folder


class FileIsNoExport(AuditError):
    """A file in the export folder cannot be read as an exported head."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path
