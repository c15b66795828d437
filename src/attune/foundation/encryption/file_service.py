"""A key service in a folder: master keys that only their owner reads, and what was destroyed."""

import os
import re
import secrets
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import ImproperlyConfigured

from attune.foundation.encryption.errors import KeyDestroyed, KeyFileIsOpen, MasterKeyMissing, WrappingBroken
from attune.foundation.encryption.services import KeyContext

_FORMAT = 1
_HEADER_BYTES = 5
_NONCE_BYTES = 12
_MASTER_NAME = re.compile(r"master-(\d{4})\.key")


class FileKeyService:
    """``master-0001.key`` and so on, the highest number current; ``destroyed/<id>`` for each destroyed key."""

    def __init__(self, folder: Path | None) -> None:
        """Raises ImproperlyConfigured where the folder is not set."""
        if folder is None:
            raise ImproperlyConfigured("ATTUNE_KEYS_FOLDER is not set. It must hold the folder of the keys.")
        self.folder = folder
        self._masters: dict[int, bytes] = {}

    def wrap(self, plain: bytes, *, context: KeyContext) -> bytes:
        """Return format byte, number of the master key (4 bytes), nonce (12 bytes), ciphertext and tag."""
        number = self.current_number()
        header = bytes([_FORMAT]) + number.to_bytes(4, "big")
        nonce = os.urandom(_NONCE_BYTES)
        return header + nonce + AESGCM(self._master(number)).encrypt(nonce, plain, header + context.bound())

    def unwrap(self, wrapped: bytes, *, context: KeyContext) -> bytes:
        """Return the data key. Raises KeyDestroyed, WrappingBroken or MasterKeyMissing."""
        if self._tombstone(context.key_id).exists():
            raise KeyDestroyed(context.holder_id, context.version)
        header, nonce = wrapped[:_HEADER_BYTES], wrapped[_HEADER_BYTES : _HEADER_BYTES + _NONCE_BYTES]
        if len(nonce) < _NONCE_BYTES or header[0] != _FORMAT:
            raise WrappingBroken(context.holder_id, context.version)
        master = self._master(_number_in(wrapped))
        try:
            rest = wrapped[_HEADER_BYTES + _NONCE_BYTES :]
            return AESGCM(master).decrypt(nonce, rest, header + context.bound())
        except InvalidTag:
            raise WrappingBroken(context.holder_id, context.version) from None

    def destroy(self, key_id: UUID) -> None:
        """Leave a tombstone that outlives any restore of the database."""
        tombstone = self._tombstone(key_id)
        tombstone.parent.mkdir(mode=0o700, exist_ok=True)
        with tombstone.open("a") as file:
            os.fsync(file.fileno())
        _sync_folder(tombstone.parent)

    def is_current(self, wrapped: bytes) -> bool:
        """Return whether the highest-numbered master key made this wrapping."""
        return _number_in(wrapped) == self.current_number()

    def current_number(self) -> int:
        """Return the number of the current master key. Raises MasterKeyMissing."""
        numbers = self.numbers()
        if not numbers:
            raise MasterKeyMissing(str(self._path(1)))
        return numbers[-1]

    def numbers(self) -> list[int]:
        """Return the numbers of the master keys in the folder, oldest first."""
        if not self.folder.is_dir():
            return []
        found = (_MASTER_NAME.fullmatch(path.name) for path in self.folder.iterdir())
        return sorted(int(match[1]) for match in found if match)

    def destroyed_count(self) -> int:
        """Return how many data keys were destroyed."""
        folder = self.folder / "destroyed"
        return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0

    def make_first_master(self) -> bool:
        """Make the first master key unless there is one; return whether it was made."""
        return not self.numbers() and self._make(1)

    def make_next_master(self) -> int:
        """Make a further master key, which is current from now on, and return its number."""
        number = self.current_number() + 1
        self._make(number)
        return number

    def _make(self, number: int) -> bool:
        """Write a whole key under a draft's name, then give it its own unless somebody was faster."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path, draft = self._path(number), self.folder / f".{secrets.token_hex(8)}.draft"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            return False
        finally:
            draft.unlink()
        _sync_folder(self.folder)
        return True

    def _master(self, number: int) -> bytes:
        if number not in self._masters:
            path = self._path(number)
            try:
                mode, text = path.stat().st_mode, path.read_text()
            except FileNotFoundError:
                raise MasterKeyMissing(str(path)) from None
            if mode & 0o077:
                raise KeyFileIsOpen(str(path))
            self._masters[number] = bytes.fromhex(text.strip())
        return self._masters[number]

    def _path(self, number: int) -> Path:
        return self.folder / f"master-{number:04d}.key"

    def _tombstone(self, key_id: UUID) -> Path:
        return self.folder / "destroyed" / str(key_id)


def _number_in(wrapped: bytes) -> int:
    return int.from_bytes(wrapped[1:_HEADER_BYTES], "big")


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
