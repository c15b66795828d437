"""What one run of a job is told: whose, which row, and who asked. This is all the queue ever holds."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from attune.foundation.authorization import Actor, system_actor
from attune.foundation.background.errors import NotAnId
from attune.kernel.identifiers import new_id

SHORT_NAME = re.compile(r"[a-z][a-z0-9_.]{0,39}")


@dataclass(frozen=True, slots=True)
class Call:
    """The arguments of a job. ``request_id`` is the caller's; ``kind`` one of a few names known in code."""

    practice_id: UUID | None = None
    person_id: UUID | None = None
    reference: UUID | None = None
    kind: str | None = None
    request_id: UUID = field(default_factory=new_id)
    is_last_try: bool = False

    @property
    def actor(self) -> Actor:
        """The system, at work for this holder under the caller's request id."""
        return system_actor(self.practice_id, request_id=self.request_id)

    def arguments(self) -> dict[str, str | None]:
        """Return what is written into the queue. Raises NotAnId for anything but ids and enum members."""
        ids = {
            "practice_id": self.practice_id,
            "person_id": self.person_id,
            "reference": self.reference,
            "request_id": self.request_id,
        }
        for name, value in ids.items():
            if value is not None and not isinstance(value, UUID):
                raise NotAnId(name, type(value))
        if self.kind is not None and not (isinstance(self.kind, StrEnum) and SHORT_NAME.fullmatch(self.kind.value)):
            raise NotAnId("kind", type(self.kind))
        told = {name: None if value is None else str(value) for name, value in ids.items()}
        return told | {"kind": None if self.kind is None else str(self.kind)}


def call_from(arguments: dict[str, str | None], *, is_last_try: bool) -> Call:
    """Return the call that was written into the queue."""
    request_id = _id(arguments, "request_id")
    assert request_id is not None
    return Call(
        practice_id=_id(arguments, "practice_id"),
        person_id=_id(arguments, "person_id"),
        reference=_id(arguments, "reference"),
        kind=arguments.get("kind"),
        request_id=request_id,
        is_last_try=is_last_try,
    )


def _id(arguments: dict[str, str | None], name: str) -> UUID | None:
    value = arguments.get(name)
    return None if value is None else UUID(value)
