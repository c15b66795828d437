"""Sessions that take place and are paid out, without pages and without a bank."""

from datetime import timedelta

import pytest

from attune.foundation.background import Call
from attune.foundation.clock import move_clock, now
from attune.payouts import jobs
from attune.scheduling.actions.mark_attendance import mark_attendance
from tests.payouts.processor import ProcessorInMemory
from tests.support.fake_processor import installed
from tests.workflows.paying import Checkout, run_jobs


def pay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let cards and payouts go to processors in memory."""
    installed(monkeypatch)
    bank = ProcessorInMemory()
    for place in ("attune.payouts.jobs", "attune.payouts.actions.open_account"):
        monkeypatch.setattr(f"{place}.payout_processor", lambda: bank)


def let_it_take_place(mine: Checkout, *, after: timedelta = timedelta(0)) -> None:
    """Go past the session, say that it took place, and let the jobs of the promised day run."""
    move_clock(after + timedelta(days=3))
    with mine.where.open():
        mark_attendance(mine.where.provider, seat_id=mine.seat_id, has_attended=True)
    move_clock(after + timedelta(days=12))
    if now().weekday() >= 5:
        move_clock(after + timedelta(days=14))
    jobs.look_after.work(Call(mine.practice_id))
    run_jobs()
