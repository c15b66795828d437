"""The cast, in the test's own transaction or in a database of its own."""

import pytest

from tests.support.world import World, cast


@pytest.fixture
def world(db: None) -> World:
    """Give the test everybody; what it writes is rolled back."""
    return cast()


@pytest.fixture
def committed_world(committed_database: str) -> World:
    """Give the test everybody in a database where transactions are real."""
    return cast()
