"""A database of the measurement's own, installed as a real one is, and gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from attune.agreements.actions.publish_texts import publish_texts_at_install
from attune.foundation.authorization import system_actor
from attune.foundation.database.keys_and_grants import grant_queue, store_context_key
from attune.foundation.database.prepare import RolePasswords, prepare_database, url_for
from attune.foundation.edition import stamp_edition
from attune.kernel.identifiers import new_id
from attune.practices.actions.found_at_install import found_at_install

PREFIX = "attune_bench_"
NO_PASSWORDS = RolePasswords()


@dataclass(frozen=True, slots=True)
class Scratch:
    """A scratch database. Django's connection leads to it, as the app role."""

    name: str
    admin_url: str
    passwords: RolePasswords

    @property
    def app_url(self) -> str:
        """Return the app role's connection."""
        return url_for(self.admin_url, database=self.name, role="attune_app", password=self.passwords.app)

    @property
    def owner_url(self) -> str:
        """Return the owner's connection."""
        return url_for(self.admin_url, database=self.name, role="attune_migrate", password=self.passwords.migrate)

    @contextmanager
    def as_owner(self) -> Iterator[None]:
        """Let Django's connection be the owner's inside the block."""
        before = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict.update(
            USER="attune_migrate", PASSWORD=self.passwords.migrate or "", OPTIONS={"options": "-c role=attune_owner"}
        )
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(before)

    @contextmanager
    def twin(self) -> Iterator["Scratch"]:
        """Copy the database as it is now; the copy is dropped in the end. Closes Django's connection."""
        connection.close()
        copy = Scratch(fresh_name(), self.admin_url, self.passwords)
        with psycopg.connect(self.admin_url, autocommit=True) as admin:
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER attune_owner").format(
                    sql.Identifier(copy.name), sql.Identifier(self.name)
                )
            )
        try:
            prepare_database(self.admin_url, copy.name, passwords=self.passwords)
            yield copy
        finally:
            drop(self.admin_url, copy.name)


@contextmanager
def scratch_database(
    admin_url: str, *, name: str | None = None, passwords: RolePasswords = NO_PASSWORDS
) -> Iterator[Scratch]:
    """Make, migrate and stamp a database of the running edition; point Django at it; drop it in the end."""
    scratch = Scratch(name or fresh_name(), admin_url, passwords)
    try:
        prepare_database(admin_url, scratch.name, passwords=passwords)
        with pointed_at(scratch):
            with scratch.as_owner():
                call_command("migrate", interactive=False, verbosity=0)
                store_context_key()
                grant_queue()
                publish_texts_at_install(system_actor(None))
                stamp_edition(decided_by="attune bench", reason="To measure.")
                found_at_install(name="The measured clinic", zone="America/New_York")
            yield scratch
    finally:
        drop(admin_url, scratch.name)


@contextmanager
def pointed_at(scratch: Scratch) -> Iterator[None]:
    """Let Django's connection lead to a scratch database inside the block."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = scratch.name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
        settings.DATABASES["default"]["NAME"] = before["NAME"]


@contextmanager
def without_waiting_for_the_disk() -> Iterator[None]:
    """Make inside the block what is measured later, in a part of the time: commits do not wait until they are kept."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")


def fresh_name() -> str:
    """Return a name no database has."""
    return f"{PREFIX}{new_id().hex}"


def drop(admin_url: str, name: str) -> None:
    """Drop a scratch database, whoever is connected; refuses any other."""
    assert name.startswith(PREFIX), name
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
