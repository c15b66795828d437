"""``attune demo``: the product with a small world, on this machine."""

import argparse
import os
import sys
from datetime import UTC, datetime
from typing import Any

from attune.cli.environment import EDITIONS, Refusal, configure, development_variables
from attune.embedded.home import state_home

SIZES = ("tiny", "normal", "large")


def register(commands: Any) -> None:
    """Add the command and its part ``code``."""
    parser = commands.add_parser("demo", help="start the product with a small world, on this machine")
    parser.add_argument("--edition", choices=EDITIONS)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--size", choices=SIZES, default="normal", help="how many patients come: tiny, normal or large")
    parser.set_defaults(run=run)
    parts = parser.add_subparsers(dest="part", metavar="PART")
    code = parts.add_parser("code", help="print somebody's current code of the second step")
    code.add_argument("email")
    code.add_argument("--edition", choices=EDITIONS, default=argparse.SUPPRESS)
    code.set_defaults(run=print_code)


def run(arguments: argparse.Namespace) -> int:
    """Start everything and run until stopped."""
    arguments.edition = arguments.edition or os.environ.get("ATTUNE_EDITION") or _asked()
    os.environ.setdefault("ATTUNE_ENVIRONMENT", "development")
    from attune.demo.errors import DemoError
    from attune.demo.start import run_demo

    edition = arguments.edition
    try:
        run_demo(
            edition,
            arguments.port,
            size=arguments.size,
            home=state_home(),
            variables=lambda: development_variables(edition),
            configure=lambda: configure(arguments),
            tell=lambda line: print(line, flush=True),
        )
    except DemoError as error:
        raise Refusal(str(error)) from error
    return 0


def print_code(arguments: argparse.Namespace) -> int:
    """Print the six digits an authenticator app would show now."""
    from attune.demo.vault import Vault
    from attune.identity.rules.one_time_codes import current_code

    home = state_home()
    email = arguments.email.strip().lower()
    asked = (arguments.edition,) if arguments.edition else EDITIONS
    secrets = {edition: secret for edition in asked if (secret := Vault(home, edition).secret_of(email))}
    if not secrets:
        raise Refusal(f"{arguments.email} has no second step in the demonstration.")
    for edition, secret in secrets.items():
        # The platform's people are in both worlds, each with a secret of its own.
        where = f"  {edition}" if len(secrets) > 1 else ""
        print(f"{current_code(secret, now=datetime.now(UTC))}{where}")
    return 0


def _asked() -> str:
    """Explain both editions and ask in a terminal; elsewhere refuse."""
    from attune.foundation.edition import EXPLANATION

    if not sys.stdin.isatty():
        raise Refusal(f"Name the edition: make demo EDITION=marketplace or EDITION=clinic.\n\n{EXPLANATION}")
    print(EXPLANATION)
    answer = input("\nWhich one? marketplace or clinic: ").strip().lower()
    if answer not in EDITIONS:
        raise Refusal(f"{answer!r} is neither. Nothing was started.")
    return answer
