"""``attune sandbox stripe``: the offline payment processor, run and steered."""

import argparse
import json
import time
from datetime import UTC, datetime
from typing import Any

from attune.cli.clock import add_moment, offset_asked_for
from attune.cli.environment import Refusal
from attune.sandboxes.stripe import Fault, Manner, Rule
from attune.sandboxes.stripe.control import SandboxSilent
from attune.sandboxes.stripe.places import folder_of, forget, known_control, tell_address
from attune.sandboxes.stripe.server import HOST, sandbox_of, serve

PORT = 8791


def register(peers: Any) -> None:
    """Add the peer and its parts."""
    stripe = peers.add_parser("stripe", help="a payment processor that answers like Stripe in test mode")
    parts = stripe.add_subparsers(dest="part", metavar="PART", required=True)
    serving = _part(parts, "serve", "run it on loopback until told to stop", run_serve)
    serving.add_argument("--port", type=int, default=PORT, help=f"({PORT})")
    serving.add_argument("--public-url", default="", help="where browsers reach it; (its own address)")
    serving.add_argument("--webhook-url", default="", help="where events are carried; (nowhere)")
    serving.add_argument("--webhook-secret", default="", help="what they are signed with; (whsec_attune_sandbox)")
    serving.add_argument("--fresh", action="store_true", help="forget what was stored before")
    _part(parts, "state", "print its time, its post and its balances as JSON", run_state)
    clock = _part(parts, "clock", "move its time from real time: payouts arrive, money becomes available", run_clock)
    add_moment(clock)
    post = _part(parts, "post", "say how events are carried", run_post)
    post.add_argument("manner", choices=[one.value for one in Manner], help="how")
    post.add_argument("--delay", type=float, default=2.0, metavar="SECONDS", help="how long one waits at most (2)")
    _part(parts, "release", "carry at once every event that waits or was held back", run_release)
    fault = _part(parts, "fault", "have requests meet a fault", run_fault)
    fault.add_argument("fault", choices=[*(one.value for one in Fault), "none"], help="which; none ends all")
    fault.add_argument("--path", default="*", help="of the request, with * for anything (*)")
    fault.add_argument("--method", default="POST", help="of the request (POST)")
    fault.add_argument("--times", type=int, default=1, help="how many requests meet it (1)")
    onboard = _part(parts, "onboard", "fill in an account's onboarding", run_onboard)
    onboard.add_argument("account", help="its id, acct_…")
    onboard.add_argument(
        "--outcome", choices=("verified", "pending", "document"), default="verified", help="(verified)"
    )
    failing = _part(parts, "fail-payout", "have the bank refuse a payout or send it back", run_fail_payout)
    failing.add_argument("payout", help="its id, po_…")
    failing.add_argument("--code", default="account_closed", help="why (account_closed)")


def _part(parts: Any, name: str, words: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = parts.add_parser(name, help=words)
    parser.add_argument("--name", default="default", help="which sandbox; the demonstration's is its edition (default)")
    parser.set_defaults(run=run)
    return parser


def run_serve(arguments: argparse.Namespace) -> int:
    """Run the sandbox."""
    if arguments.fresh:
        forget(arguments.name)
    sandbox = sandbox_of(
        folder_of(arguments.name),
        public_url=arguments.public_url,
        webhook_url=arguments.webhook_url,
        webhook_secret=arguments.webhook_secret,
    )
    tell_address(arguments.name, f"http://{HOST}:{arguments.port}")
    try:
        serve(sandbox, port=arguments.port)
    except OSError as error:
        raise Refusal(f"Port {arguments.port} cannot be used: {error.strerror or error}.") from error
    return 0


def run_state(arguments: argparse.Namespace) -> int:
    """Print what a sandbox says of itself."""
    print(json.dumps(_steered(arguments, lambda control: control.state()), indent=1))
    return 0


def run_clock(arguments: argparse.Namespace) -> int:
    """Move a sandbox's time, then print it."""
    offset = offset_asked_for(arguments, real_now=datetime.now(UTC)).total_seconds()
    _steered(arguments, lambda control: control.move_clock(offset))
    print(f"{datetime.fromtimestamp(time.time() + offset, UTC):%Y-%m-%d %H:%M:%S} UTC")
    return 0


def run_post(arguments: argparse.Namespace) -> int:
    """Say how events are carried from now on."""
    _steered(arguments, lambda control: control.behave(Manner(arguments.manner), delay_seconds=arguments.delay))
    return 0


def run_release(arguments: argparse.Namespace) -> int:
    """Carry everything that waits."""
    _steered(arguments, lambda control: control.release())
    return 0


def run_fault(arguments: argparse.Namespace) -> int:
    """Put one fault in force, or end all."""
    rules = []
    if arguments.fault != "none":
        fault = Fault(arguments.fault)
        rules.append(Rule(fault, method=arguments.method, path=arguments.path, times=arguments.times))
    _steered(arguments, lambda control: control.set_faults(rules))
    return 0


def run_onboard(arguments: argparse.Namespace) -> int:
    """Fill in an onboarding."""
    _steered(arguments, lambda control: control.onboard(arguments.account, outcome=arguments.outcome))
    return 0


def run_fail_payout(arguments: argparse.Namespace) -> int:
    """Have a payout fail."""
    _steered(arguments, lambda control: control.fail_payout(arguments.payout, code=arguments.code))
    return 0


def _steered(arguments: argparse.Namespace, ask: Any) -> Any:
    try:
        return ask(known_control(arguments.name))
    except SandboxSilent as error:
        raise Refusal(f"The sandbox {arguments.name} did not do it: {error}") from error
