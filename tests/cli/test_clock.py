"""``attune clock``."""

from datetime import UTC, datetime, timedelta

import pytest

from attune.cli import main
from attune.foundation.clock import now
from attune.sandboxes.stripe.places import forget, tell_address
from tests.support.processor import processor_running

pytestmark = pytest.mark.usefixtures("committed_database")

SECOND = timedelta(seconds=1)


def test_the_clock_moves_by_days_and_back(capsys):
    moved = main(["clock", "move", "3"])
    then = now() - datetime.now(UTC)
    back = main(["clock", "move", "--reset"])

    assert (moved, back) == (0, 0)
    assert abs(then - timedelta(days=3)) < 5 * SECOND
    assert abs(now() - datetime.now(UTC)) < 5 * SECOND


def test_the_clock_moves_to_a_moment():
    code = main(["clock", "move", "--to", "2027-03-01T09:00:00-05:00"])

    assert code == 0
    assert abs(now() - datetime(2027, 3, 1, 14, tzinfo=UTC)) < 5 * SECOND


@pytest.mark.parametrize(("moment", "told"), [("tomorrow", "is no moment"), ("2027-03-01T09:00:00", "names no zone")])
def test_what_is_no_moment_is_refused(moment, told, capsys):
    code = main(["clock", "move", "--to", moment])

    assert (code, told in capsys.readouterr().err) == (2, True)


def test_where_the_clock_may_not_move_it_is_refused(settings, capsys):
    settings.CLOCK_MAY_MOVE = False

    code = main(["clock", "move", "3"])

    assert (code, capsys.readouterr().err) == (2, "The clock moves only in development and test settings.\n")


def test_the_payment_sandbox_of_the_edition_moves_along(settings):
    with processor_running() as processor:
        tell_address(settings.EDITION, processor.address)
        try:
            code = main(["clock", "move", "2"])
            moved = processor.control.state()["offset_seconds"]
        finally:
            forget(settings.EDITION)

    assert (code, moved) == (0, timedelta(days=2).total_seconds())
