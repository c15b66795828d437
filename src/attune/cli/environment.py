"""From a bare machine to a configured process: the edition, the environment, the connection."""

import argparse
import json
import os
import secrets
from pathlib import Path
from typing import Literal

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from attune.embedded.errors import EmbeddedError
from attune.embedded.home import state_home
from attune.embedded.server import server_admin_url

EDITIONS = ("marketplace", "clinic")
SECRETS_FILE = "secrets.json"
SERVERS = frozenset({"web", "websocket", "worker"})
"""Commands that run for long and log what they do; the others speak to whoever called them."""

Role = Literal["app", "owner"]


REFUSED = 2
"""How a command ends that did not begin: the exit code of a refusal, and of arguments nobody understands."""


class Refusal(Exception):
    """A command that cannot go on, in a sentence that says what to do."""


def told_in_a_line() -> tuple[type[Exception], ...]:
    """Return the errors that are told as one line, without a traceback."""
    from attune.foundation.edition import EditionError

    return (Refusal, ImproperlyConfigured, EmbeddedError, EditionError, psycopg.OperationalError)


def add_edition(parser: argparse.ArgumentParser) -> None:
    """Give a command its ``--edition``; without it ATTUNE_EDITION decides."""
    parser.add_argument("--edition", choices=EDITIONS, help="marketplace or clinic; else ATTUNE_EDITION")


def chosen_edition(arguments: argparse.Namespace) -> str:
    """Return the edition asked for. Refuses with both explained, as there is no default."""
    edition = getattr(arguments, "edition", None) or os.environ.get("ATTUNE_EDITION", "")
    if edition not in EDITIONS:
        from attune.foundation.edition import EXPLANATION

        told = f"{edition!r} is no edition. " if edition else ""
        raise Refusal(f"{told}Name the edition: --edition marketplace or --edition clinic.\n\n{EXPLANATION}")
    return edition


def configure(arguments: argparse.Namespace, *, role: Role = "app") -> str:
    """Set the process up as the app role or the owner, start Django and return the edition.

    On a developer's machine the database, its roles and the secrets are made as needed.
    """
    edition = chosen_edition(arguments)
    if getattr(arguments, "command", "") not in SERVERS:
        os.environ.setdefault("ATTUNE_LOG_LEVEL", "WARNING")
    os.environ["ATTUNE_EDITION"] = edition
    os.environ["DJANGO_SETTINGS_MODULE"] = f"attune.editions.{edition}.settings"
    if is_development():
        os.environ.update(development_variables(edition, role=role))
    elif role == "owner":
        os.environ["DATABASE_URL"] = os.environ.get("DATABASE_OWNER_URL", "")
        if not os.environ["DATABASE_URL"]:
            raise Refusal("DATABASE_OWNER_URL is not set. It must hold the migrate role's PostgreSQL URL.")
    import django

    django.setup()
    return edition


def is_development() -> bool:
    """Return whether this machine is prepared by the command itself."""
    return os.environ.get("ATTUNE_ENVIRONMENT", "development") != "production"


def database_name(edition: str) -> str:
    """Return the name of an edition's database on a developer's server."""
    return os.environ.get("ATTUNE_DATABASE_NAME", f"attune_{edition}")


def development_variables(edition: str, *, role: Role = "app") -> dict[str, str]:
    """Return the environment of a process on a developer's machine; the server is started if need be."""
    from attune.foundation.database.prepare import RolePasswords, prepare_database, url_for

    home = state_home()
    kept = kept_secrets(home)
    given = os.environ.get("DATABASE_URL", "")
    user = _user_of(given)
    variables = {
        "ATTUNE_ENVIRONMENT": os.environ.get("ATTUNE_ENVIRONMENT", "development"),
        "ATTUNE_EDITION": edition,
        "ATTUNE_HOME": str(home),
        "ATTUNE_SECRET_KEY": kept["secret_key"],
        "ATTUNE_CONTEXT_KEY": kept["context_key"],
        "ATTUNE_KEYS_FOLDER": str(kept_keys(home / "keys" / edition)),
        "ATTUNE_AUDIT_EXPORT_FOLDER": str(home / "audit" / edition),
        "DJANGO_SETTINGS_MODULE": f"attune.editions.{edition}.settings",
    }
    if user in {"attune_app", "attune_migrate"}:
        # A child of a process that was set up already.
        return variables | {"ATTUNE_ADMIN_URL": os.environ.get("ATTUNE_ADMIN_URL", "")}
    admin, name = os.environ.get("ATTUNE_ADMIN_URL") or server_admin_url(), database_name(edition)
    is_remote = bool(given)
    passwords = RolePasswords(kept["migrate_password"], kept["app_password"]) if is_remote else RolePasswords()
    prepare_database(admin, name, passwords=passwords)
    login, password = ("attune_app", passwords.app) if role == "app" else ("attune_migrate", passwords.migrate)
    return variables | {
        "ATTUNE_ADMIN_URL": admin,
        "DATABASE_URL": url_for(admin, database=name, role=login, password=password),
    }


def _user_of(url: str) -> str | None:
    """Return the user a DATABASE_URL names. Refuses what is no PostgreSQL URL without repeating its password."""
    try:
        user = conninfo_to_dict(url).get("user")
    except psycopg.ProgrammingError:
        raise Refusal(
            "DATABASE_URL is no PostgreSQL URL. It looks like postgresql://USER:PASSWORD@HOST:5432/DATABASE."
        ) from None
    return None if user is None else str(user)


def kept_secrets(home: Path) -> dict[str, str]:
    """Return this machine's secrets, made at the first call and kept in the state folder."""
    path = home / SECRETS_FILE
    names = ("secret_key", "context_key", "migrate_password", "app_password")
    kept: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}
    missing = [name for name in names if name not in kept]
    if missing:
        kept |= {name: secrets.token_hex(32) for name in missing}
        draft = path.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(kept, indent=1))
        draft.replace(path)
    return kept


def kept_keys(folder: Path) -> Path:
    """Make the edition's master key and signing key in the state folder unless they are there."""
    from attune.audit.gateways.signing import make_signing_key
    from attune.foundation.encryption.file_service import FileKeyService

    FileKeyService(folder).make_first_master()
    make_signing_key(folder)
    return folder
