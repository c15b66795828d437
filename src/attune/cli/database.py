"""``attune database``: the server, its connections."""

import argparse
import os
from typing import Any

from attune.cli.environment import (
    Refusal,
    add_edition,
    chosen_edition,
    configure,
    development_variables,
    is_development,
)
from attune.embedded.postgres import EmbeddedPostgres


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("database", help="the database server and its connections")
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    url = parts.add_parser("url", help="print a connection for tools, as the app role or the owner")
    url.add_argument("--role", choices=("app", "owner"), default="app")
    add_edition(url)
    url.set_defaults(run=print_url)
    parts.add_parser("start", help="start or find the embedded server").set_defaults(run=start)
    parts.add_parser("stop", help="stop the embedded server").set_defaults(run=stop)
    prepare = parts.add_parser(
        "prepare", help="make the roles and the database on a server (DATABASE_URL: its administrator)"
    )
    prepare.add_argument("name", help="the database's name")
    prepare.set_defaults(run=prepare_named)
    forget = parts.add_parser("forget-context-keys", help="after rotating ATTUNE_CONTEXT_KEY: drop the older keys")
    add_edition(forget)
    forget.set_defaults(run=forget_keys)


def print_url(arguments: argparse.Namespace) -> int:
    """Print the PostgreSQL URL of one role."""
    edition = chosen_edition(arguments)
    if is_development():
        print(development_variables(edition, role=arguments.role)["DATABASE_URL"])
        return 0
    name = "DATABASE_URL" if arguments.role == "app" else "DATABASE_OWNER_URL"
    if not os.environ.get(name):
        raise Refusal(f"{name} is not set.")
    print(os.environ[name])
    return 0


def start(_: argparse.Namespace) -> int:
    """Start the embedded server, or find it running."""
    server = EmbeddedPostgres()
    print("started" if server.start() else "runs already", server.admin_url())
    return 0


def stop(_: argparse.Namespace) -> int:
    """Stop the embedded server."""
    print("stopped" if EmbeddedPostgres().stop() else "was not running")
    return 0


def prepare_named(arguments: argparse.Namespace) -> int:
    """Make roles and database with the administrator's connection and the roles' passwords from the environment."""
    from attune.foundation.database.prepare import RolePasswords, prepare_database

    admin = os.environ.get("DATABASE_URL")
    if not admin:
        raise Refusal("DATABASE_URL is not set. It must hold an administrator's PostgreSQL URL.")
    passwords = RolePasswords(os.environ.get("ATTUNE_MIGRATE_PASSWORD"), os.environ.get("ATTUNE_APP_PASSWORD"))
    prepare_database(admin, arguments.name, passwords=passwords)
    return 0


def forget_keys(arguments: argparse.Namespace) -> int:
    """Drop every context key but the current one."""
    configure(arguments, role="owner")
    from attune.foundation.database.keys_and_grants import forget_other_context_keys

    print(f"{forget_other_context_keys()} older keys forgotten")
    return 0
