"""Making, cloning and dropping the databases of the tests."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

import attune
from attune.embedded.home import state_home
from attune.foundation.database.prepare import prepare_database, url_for
from attune.kernel.identifiers import new_id

CLINIC_NAME = "Harbor Clinic"


def admin_url() -> str:
    """Return the administrator's connection to the tests' server."""
    return os.environ["ATTUNE_ADMIN_URL"]


def url(role: Literal["app", "owner", "admin"], name: str) -> str:
    """Return a connection to a database of the tests as one of the roles."""
    login = {"app": "attune_app", "owner": "attune_migrate", "admin": None}[role]
    return url_for(admin_url(), database=name, role=login)


@cache
def template_name() -> str:
    """Return the template's name: it changes with the edition and any migration."""
    folder = Path(attune.__file__).parent
    digest = hashlib.sha256(settings.TENANCY_CONTEXT_KEY)
    for path in sorted([*folder.glob("**/migrations/*.py"), *folder.glob("foundation/**/*.py"), Path(__file__)]):
        digest.update(path.read_bytes())
    return f"attune_template_{settings.EDITION}_{digest.hexdigest()[:12]}"


def make_template() -> None:
    """Make the migrated, installed template unless it is there; one process at a time."""
    name = template_name()
    with (state_home() / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(admin_url(), autocommit=True) as admin:
            if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return
        making = f"{name}_new"
        drop(making)
        prepare_database(admin_url(), making)
        _install(making)
        with psycopg.connect(admin_url(), autocommit=True) as admin:
            admin.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name))
            )


def _install(name: str) -> None:
    from attune.cli.install import bring_up_to_date
    from attune.foundation.edition import stamp_edition
    from attune.practices.actions.found_at_install import found_at_install

    app_settings = dict(connection.settings_dict)
    connection.settings_dict.update(USER="attune_migrate", NAME=name, OPTIONS={"options": "-c role=attune_owner"})
    try:
        bring_up_to_date()
        stamp_edition(decided_by="The tests", reason="To try every rule.")
        found_at_install(name=CLINIC_NAME, zone="America/Denver")
    finally:
        connection.close()
        connection.settings_dict.update(app_settings)


@contextmanager
def clone(name: str) -> Iterator[str]:
    """Clone the template, and drop the clone in the end."""
    drop(name)
    with psycopg.connect(admin_url(), autocommit=True) as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER attune_owner").format(
                sql.Identifier(name), sql.Identifier(template_name())
            )
        )
        admin.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
        admin.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO attune_app, attune_migrate").format(sql.Identifier(name))
        )
    try:
        yield name
    finally:
        drop(name)


def drop(name: str) -> None:
    """Drop a database of the tests, whoever is connected."""
    with psycopg.connect(admin_url(), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def fresh_name() -> str:
    """Return a name no database has."""
    return f"attune_test_{new_id().hex}"


def own_name() -> str:
    """Return a name for this process's next fresh database: always the same, for what was started with it stays."""
    return f"attune_test_{settings.EDITION}_{os.getpid()}_committed"


def current_name() -> str:
    """Return the database Django works on now."""
    return str(connection.settings_dict["NAME"])


def point_django_at(name: str) -> None:
    """Let Django's connection lead to another database."""
    connection.close()
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


def disconnect() -> None:
    """Close Django's connection, so that its database can be dropped."""
    connection.close()
