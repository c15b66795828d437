"""What tests of pages need."""

import pytest

from tests.support.fake_email import FakeEmailGateway
from tests.support.fake_processor import FakeProcessor, installed
from tests.support.world import World, cast


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> FakeEmailGateway:
    """Take the mails that requests send after their commit."""
    fake = FakeEmailGateway()
    monkeypatch.setattr("attune.notifications.jobs.email_gateway", lambda: fake)
    return fake


@pytest.fixture
def world(db: None) -> World:
    """Give the test everybody; what it writes is rolled back."""
    return cast()


@pytest.fixture
def processor(monkeypatch: pytest.MonkeyPatch) -> FakeProcessor:
    """Take payments in the place of the processor."""
    return installed(monkeypatch)
