"""``attune clock``: moving the product's time, in development and tests alone."""

import argparse
import contextlib
from datetime import UTC, datetime, timedelta
from typing import Any

from attune.cli.environment import Refusal, add_edition, configure
from attune.sandboxes.stripe.control import SandboxSilent
from attune.sandboxes.stripe.places import known_control


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("clock", help="the product's time: show it or, in development, move it")
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    show = parts.add_parser("show", help="print the product's time")
    add_edition(show)
    show.set_defaults(run=run_show)
    move = parts.add_parser("move", help="move the product's time from real time, and the payment sandbox's with it")
    add_edition(move)
    add_moment(move)
    move.set_defaults(run=run_move)


def add_moment(parser: argparse.ArgumentParser) -> None:
    """Add how far a clock is to be from real time."""
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("days", nargs="?", type=float, help="days from real time; negative for the past")
    how.add_argument("--to", help="a moment, such as 2027-03-01T09:00:00-05:00")
    how.add_argument("--reset", action="store_true", help="real time again")


def run_show(arguments: argparse.Namespace) -> int:
    """Print the product's time in UTC."""
    configure(arguments)
    from attune.foundation.clock import now

    print(f"{now().astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC")
    return 0


def run_move(arguments: argparse.Namespace) -> int:
    """Move the product's time, then print it. Refused where the clock may not move."""
    offset = offset_asked_for(arguments, real_now=datetime.now(UTC))
    configure(arguments)
    from django.conf import settings

    from attune.foundation.clock import move_clock

    move_clock(offset)
    # Where no sandbox of the demonstration runs there is none to move.
    with contextlib.suppress(SandboxSilent):
        known_control(settings.EDITION).move_clock(offset.total_seconds())
    return run_show(arguments)


def offset_asked_for(arguments: argparse.Namespace, *, real_now: datetime) -> timedelta:
    """Return how far from real time the product's time is to be."""
    if arguments.reset:
        return timedelta(0)
    if arguments.to is None:
        return timedelta(days=arguments.days)
    try:
        moment = datetime.fromisoformat(arguments.to)
    except ValueError:
        raise Refusal(f"{arguments.to!r} is no moment. Write it as 2027-03-01T09:00:00-05:00.") from None
    if moment.tzinfo is None:
        raise Refusal(f"{arguments.to!r} names no zone. Write it as 2027-03-01T09:00:00-05:00.")
    return moment - real_now
