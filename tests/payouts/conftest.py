"""A practice with an account at a processor in memory."""

import pytest

from tests.payouts.earning import Earner, earner
from tests.payouts.processor import ProcessorInMemory


@pytest.fixture
def processor(monkeypatch: pytest.MonkeyPatch) -> ProcessorInMemory:
    one = ProcessorInMemory()
    for place in ("attune.payouts.jobs", "attune.payouts.actions.open_account"):
        monkeypatch.setattr(f"{place}.payout_processor", lambda: one)
    return one


@pytest.fixture
def practice(db: None, processor: ProcessorInMemory) -> Earner:
    """Return a practice that may charge and is paid out."""
    return earner(processor)
