"""The key service: who wraps data keys, named by the settings."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class KeyContext:
    """Which data key this is. A wrapped key opens under no other context."""

    holder_id: UUID
    key_id: UUID
    version: int

    def bound(self) -> bytes:
        """Return the bytes a wrapping is bound to."""
        return b"attune-key/1\n" + self.holder_id.bytes + self.key_id.bytes + self.version.to_bytes(4, "big")


class KeyService(Protocol):
    """Wraps data keys under a master key it never gives away.

    It remembers what it destroyed, outside the database: a restored database brings no key back.
    tests/foundation/encryption/key_service_contract.py says what each service must do.
    """

    def wrap(self, plain: bytes, *, context: KeyContext) -> bytes:
        """Return the data key wrapped under the current master key."""

    def unwrap(self, wrapped: bytes, *, context: KeyContext) -> bytes:
        """Return the data key. Raises KeyDestroyed, WrappingBroken or MasterKeyMissing."""

    def destroy(self, key_id: UUID) -> None:
        """Never unwrap this data key again; to repeat it changes nothing."""

    def is_current(self, wrapped: bytes) -> bool:
        """Return whether the current master key made this wrapping."""


def key_service() -> KeyService:
    """Return the service KEY_SERVICE names."""
    return _service(settings.KEY_SERVICE, settings.KEYS_FOLDER)


@lru_cache(maxsize=4)
def _service(dotted: str, folder: object) -> KeyService:
    return cast("KeyService", import_string(dotted)(folder))
