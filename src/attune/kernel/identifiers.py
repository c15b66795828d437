"""Identifiers: UUIDv7 made by the application, so that no sequence tells anyone a volume."""

from typing import Final, NewType
from uuid import UUID

from uuid_utils.compat import uuid7

PracticeId = NewType("PracticeId", UUID)
PersonId = NewType("PersonId", UUID)

PLATFORM_ID: Final = PracticeId(UUID("00000000-0000-7000-8000-000000000001"))
"""The reserved holder of the platform's own rows: it has a book and tasks, and never a chart."""


def new_id() -> UUID:
    """Return a fresh UUIDv7: unique, and ordered by the millisecond it was made in."""
    return uuid7()
