"""What encryption refuses."""

from uuid import UUID


class EncryptionError(Exception):
    """Base of what keys and ciphertexts refuse."""


class Tampered(EncryptionError):
    """A ciphertext was altered, or stands where it was not written: another row, column, table or holder."""

    def __init__(self, table: str, row_id: UUID, column: str) -> None:
        super().__init__(f"{table}.{column} of row {row_id} was altered or moved there")
        self.table = table
        self.row_id = row_id
        self.column = column


class KeyDestroyed(EncryptionError):
    """The data key is destroyed: what it encrypted is gone for good."""

    def __init__(self, holder_id: UUID, version: int) -> None:
        super().__init__(f"key {version} of {holder_id} is destroyed")
        self.holder_id = holder_id
        self.version = version


class KeyUnknown(EncryptionError):
    """The holder has no data key of this version."""

    def __init__(self, holder_id: UUID, version: int) -> None:
        super().__init__(f"{holder_id} has no key {version}")
        self.holder_id = holder_id
        self.version = version


class HolderHasNoKey(EncryptionError):
    """Nothing was ever encrypted for this holder."""

    def __init__(self, holder_id: UUID) -> None:
        super().__init__(f"{holder_id} has no data key.")
        self.holder_id = holder_id


class WrappingBroken(EncryptionError):
    """A wrapped data key was altered, or belongs to another holder or version."""

    def __init__(self, holder_id: UUID, version: int) -> None:
        super().__init__(f"the wrapped key {version} of {holder_id} was altered or moved there")
        self.holder_id = holder_id
        self.version = version


class MasterKeyMissing(EncryptionError):
    """The key service does not have the master key that is asked for."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where} is missing. Run: attune keys make")
        self.where = where


class KeyFileIsOpen(EncryptionError):
    """A key file can be read by others than its owner."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} can be read by others. Run: chmod 600 {path}")
        self.path = path


class RowUnknown(EncryptionError):
    """A text was to be written without a row to bind it to, as in ``QuerySet.update(field="text")``."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} is bound to its row: assign it to an instance and save that.")
        self.field = field


class NotComparable(EncryptionError):
    """An encrypted column was to be searched or ordered by."""

    def __init__(self, field: str, lookup: str) -> None:
        super().__init__(f"{field} is encrypted: there is no {lookup} on it.")
        self.field = field
        self.lookup = lookup
