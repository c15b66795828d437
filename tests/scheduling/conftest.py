"""The cast, and a provider of theirs in the open scope of their practice."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest

from attune.foundation.authorization import Actor, Role
from attune.foundation.tenancy import scope
from tests.scheduling.booking import Bookable, bookable
from tests.scheduling.providers import a_provider
from tests.support.world import World, cast


@dataclass(frozen=True, slots=True)
class Calendar:
    """A provider, and who may change their hours and offerings."""

    world: World
    provider_id: UUID

    def actor(self, role: Role) -> Actor:
        """Return who holds a role in the practice; the provider is who holds that role."""
        return self.world.a[role].actor


@pytest.fixture
def world(db: None) -> World:
    """Give the test everybody; what it writes is rolled back."""
    return cast()


@pytest.fixture
def calendar(world: World) -> Iterator[Calendar]:
    """Give the test a provider, inside their practice's scope."""
    with scope(world.a.practice_id):
        yield Calendar(world, a_provider(world.a))


@pytest.fixture
def where(world: World) -> Iterator[Bookable]:
    """Give the test a provider who can be booked, inside their practice's scope."""
    with scope(world.a.practice_id):
        yield bookable(world.a)
