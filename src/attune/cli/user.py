"""``attune user``: help for people who cannot sign in."""

import argparse
from typing import Any

from attune.cli.environment import Refusal, add_edition, configure


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("user", help="help for people who cannot sign in")
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    recover = parts.add_parser(
        "recover", help="remove the second factors of somebody who lost them all; they are told by mail"
    )
    add_edition(recover)
    recover.add_argument("email", help="the address they sign in with")
    recover.add_argument("--by", required=True, help="who proved that it is them, by name and office")
    recover.add_argument("--why", required=True, help="how it was proved, in a sentence")
    recover.set_defaults(run=run_recover)


def run_recover(arguments: argparse.Namespace) -> int:
    """Remove the factors, with the decision on record. Refuses an address nobody signs in with."""
    if not arguments.by.strip() or not arguments.why.strip():
        raise Refusal("Say who decided (--by) and why (--why): both stand in the trail.")
    configure(arguments)
    from attune.identity.errors import NoSuchPerson
    from attune.workflows.recover_sign_in import recover_sign_in

    try:
        removed = recover_sign_in(email=arguments.email, decided_by=arguments.by, reason=arguments.why)
    except NoSuchPerson as unknown:
        raise Refusal(f"Nobody signs in with {unknown.email}.") from None
    print(f"{removed} second factors removed, every session ended. They sign in with their password now.")
    return 0
