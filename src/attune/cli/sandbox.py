"""``attune sandbox``: the offline peers of the demonstration."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from attune.cli import sandbox_stripe
from attune.cli.environment import Refusal
from attune.kernel.npi import is_npi
from attune.sandboxes.mail.server import ServerMissing, serve
from attune.sandboxes.mail.store import MailStore
from attune.sandboxes.nppes.answers import Shape
from attune.sandboxes.nppes.server import serve as serve_nppes
from attune.sandboxes.nppes.store import Entry, RegistryStore

MAIL_PORT = 2525
NPPES_PORT = 8790


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
    _register_nppes(peers)
    sandbox_stripe.register(peers)


def _register_nppes(peers: Any) -> None:
    nppes = peers.add_parser("nppes", help="a registry of providers that answers like the national one")
    parts = nppes.add_subparsers(dest="part", metavar="PART", required=True)
    serving = parts.add_parser("serve", help="run it on loopback until told to stop")
    serving.add_argument("--port", type=int, default=NPPES_PORT, help=f"({NPPES_PORT})")
    shapes = [one.value for one in Shape]
    serving.add_argument("--shape", choices=shapes, default=shapes[0], help=f"of its answers ({shapes[0]})")
    serving.set_defaults(run=run_serve_nppes)
    listing = parts.add_parser("list", help="list who is registered")
    listing.set_defaults(run=run_list_nppes)
    adding = parts.add_parser("add", help="register an invented person")
    adding.add_argument("npi", help="ten digits")
    adding.add_argument("first_name", help="given name")
    adding.add_argument("last_name", help="family name")
    adding.add_argument("--taxonomy", default="103TC0700X", help="NUCC code (103TC0700X)")
    adding.set_defaults(run=run_add_nppes)
    loading = parts.add_parser("load", help="register everybody of a file")
    loading.add_argument("file", type=Path, help="a JSON list; fields: npi, first_name, last_name, taxonomy, state …")
    loading.set_defaults(run=run_load_nppes)


def run_serve_nppes(arguments: argparse.Namespace) -> int:
    """Run the registry."""
    try:
        serve_nppes(RegistryStore(), port=arguments.port, shape=Shape(arguments.shape))
    except OSError as error:
        raise Refusal(f"Port {arguments.port} cannot be used: {error.strerror or error}.") from error
    return 0


def run_list_nppes(_: argparse.Namespace) -> int:
    """Print everybody, and how the sandbox answers about them."""
    for one in RegistryStore().entries().values():
        name = one.organization_name or f"{one.first_name} {one.last_name}"
        print(f"{one.npi}  {name}  {one.taxonomy}  {one.answers or one.status}")
    return 0


def run_add_nppes(arguments: argparse.Namespace) -> int:
    """Register somebody. Refuses what is no NPI."""
    if not is_npi(arguments.npi):
        raise Refusal(f"{arguments.npi} is no NPI: ten digits, the last of which follows from the others.")
    given, family = arguments.first_name.upper(), arguments.last_name.upper()
    RegistryStore().add(Entry(arguments.npi, given, family, taxonomy=arguments.taxonomy))
    return 0


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


def run_load_nppes(arguments: argparse.Namespace) -> int:
    """Register everybody of a file, or nobody. Refuses a file that cannot be read, and what is no NPI."""
    try:
        entries = [Entry(**told) for told in json.loads(arguments.file.read_text())]
    except (OSError, ValueError, TypeError) as error:
        raise Refusal(f"{arguments.file} is no list of entries: {error}.") from error
    wrong = [one.npi for one in entries if not is_npi(one.npi)]
    if wrong:
        raise Refusal(f"{wrong[0]} is no NPI: ten digits, the last of which follows from the others.")
    RegistryStore().add(*entries)
    print(f"{len(entries)} registered")
    return 0
