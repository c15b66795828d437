"""A practice in care."""

import pytest

from tests.care_records.sessions import Care, care_in
from tests.support.world import World, cast


@pytest.fixture
def world(db: None) -> World:
    """Give the test everybody; what it writes is rolled back."""
    return cast()


@pytest.fixture
def care(world: World) -> Care:
    """Give the test a practice with a provider and a patient, outside any scope."""
    return care_in(world)
