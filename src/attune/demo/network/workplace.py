"""A place of the demonstration with those who are to practise there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from attune.demo.worlds.provider import DemoProvider
from attune.foundation.authorization import Actor
from attune.foundation.tenancy import Plane, scope

BORN_ON = date(1984, 2, 29)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A provider of the world with the person they are; the actor holds the role of a provider here."""

    name: str
    actor: Actor
    provider: DemoProvider

    @property
    def given_name(self) -> str:
        """Return the first of their names."""
        return self.name.split()[0]

    @property
    def family_name(self) -> str:
        """Return their other names."""
        return " ".join(self.name.split()[1:])


@dataclass(frozen=True, slots=True)
class Workplace:
    """The place, who owns it, and its providers. ``today`` is the real day, whatever the clock shows meanwhile."""

    practice_id: UUID
    owner: Actor
    owner_name: str
    colleagues: tuple[Colleague, ...]
    today: date


@contextmanager
def at_work(actor: Actor) -> Iterator[None]:
    """Open the scope of where the actor works."""
    with scope(actor.practice_id, person_id=actor.person_id, plane=Plane.CARE):
        yield
