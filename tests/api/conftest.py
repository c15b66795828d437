"""The cast of the tests of the APIs."""

import pytest

from attune.foundation.authorization import Actor
from attune.practices.models import Practice
from attune.worklist.rules import kinds
from tests.api import cast
from tests.support.fake_processor import FakeProcessor, installed


@pytest.fixture
def maple(db: None) -> Practice:
    """Give the test a practice."""
    return cast.practice()


@pytest.fixture
def owner_of_maple(maple: Practice) -> Actor:
    """Give the test the practice's owner."""
    return cast.owner(maple)


@pytest.fixture
def sample_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the catalogue of tasks know the sample kinds."""
    for kind in (cast.SAMPLE, cast.SHOWN):
        monkeypatch.setitem(kinds._register, kind.name, kind)


@pytest.fixture
def processor(monkeypatch: pytest.MonkeyPatch) -> FakeProcessor:
    """Take payments in the place of the processor."""
    return installed(monkeypatch)
