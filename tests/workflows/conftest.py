"""What tests of journeys across contexts need."""

import pytest

from tests.support.fake_processor import FakeProcessor, installed


@pytest.fixture
def processor(monkeypatch: pytest.MonkeyPatch) -> FakeProcessor:
    """Take payments in the place of the processor."""
    return installed(monkeypatch)
