"""``attune sandbox``: the offline peers of the demonstration."""

import argparse
import json
from dataclasses import asdict
from typing import Any

from attune.cli.environment import Refusal
from attune.sandboxes.mail.server import ServerMissing, serve
from attune.sandboxes.mail.store import MailStore

MAIL_PORT = 2525


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("sandbox", help="offline peers of the demonstration, with stores of their own")
    peers = parser.add_subparsers(dest="peer", metavar="PEER", required=True)
    mail = peers.add_parser("mail", help="a mail server that keeps what it is given")
    parts = mail.add_subparsers(dest="part", metavar="PART", required=True)
    serving = parts.add_parser("serve", help="run it on loopback until told to stop")
    serving.add_argument("--port", type=int, default=MAIL_PORT, help=f"({MAIL_PORT})")
    serving.set_defaults(run=run_serve)
    listing = parts.add_parser("list", help="list what was sent, oldest first")
    listing.add_argument("--to", help="to this address only")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    listing.set_defaults(run=run_list)
    show = parts.add_parser("show", help="print one mail's text")
    show.add_argument("id", help="its id or the start of it; latest is the newest of all")
    show.add_argument("--html", action="store_true", help="the HTML body instead")
    show.set_defaults(run=run_show)


def run_serve(arguments: argparse.Namespace) -> int:
    """Run the mail server."""
    try:
        serve(MailStore(), port=arguments.port)
    except ServerMissing as missing:
        raise Refusal(str(missing)) from missing
    except OSError as error:
        raise Refusal(f"Port {arguments.port} cannot be used: {error.strerror or error}.") from error
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """Print the store's index."""
    for mail in MailStore().mails(to=arguments.to):
        print(json.dumps(asdict(mail)) if arguments.json else f"{mail.id}  {mail.at}  {mail.to}  {mail.subject}")
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Print one mail. Refuses where the id names none, or several."""
    store = MailStore()
    listed = store.mails()
    wanted = listed[-1].id if arguments.id == "latest" and listed else arguments.id
    try:
        mail = store.opened(wanted)
    except KeyError:
        raise Refusal(f"No single mail has the id {arguments.id}. attune sandbox mail list shows them.") from None
    if arguments.html:
        print(mail.html)
        return 0
    print(f"To: {mail.listed.to}\nFrom: {mail.listed.sender}\nSubject: {mail.listed.subject}\n\n{mail.text}", end="")
    for file in mail.files:
        print(f"\nAttached: {file.name}\n\n{file.content}", end="")
    return 0
