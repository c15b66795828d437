"""Making the three roles and one edition's database on a server; safe to repeat."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

VERSION_MIN = 15

ROLES = {
    "attune_owner": "NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
    "attune_migrate": "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
    "attune_app": "LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
}


class ServerTooOld(Exception):
    """The server is older than PostgreSQL 15."""

    def __init__(self, version: int) -> None:
        super().__init__(f"The server is PostgreSQL {version}. Attune needs {VERSION_MIN} or newer.")


class NotAnAdministrator(Exception):
    """The connection may not make roles and databases."""

    def __init__(self, role: str) -> None:
        super().__init__(
            f"DATABASE_URL connects as {role}, which may not create roles and databases. "
            "Use an administrator's connection here."
        )


@dataclass(frozen=True, slots=True)
class RolePasswords:
    """Passwords of the two roles that log in; None where the server trusts its socket."""

    migrate: str | None = None
    app: str | None = None


def prepare_database(admin_url: str, name: str, *, passwords: RolePasswords | None = None) -> None:
    """Make the roles and the database ``name``, owned by attune_owner, closed to everyone else.

    Raises ServerTooOld or NotAnAdministrator. What exists is brought to the same state.
    """
    with psycopg.connect(admin_url, autocommit=True) as connection:
        _require_administrator(connection)
        _make_roles(connection, passwords or RolePasswords())
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not exists:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER attune_owner TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(name)
                )
            )
        database = sql.Identifier(name)
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO attune_app, attune_migrate").format(database))
    with psycopg.connect(url_for(admin_url, database=name), autocommit=True) as connection:
        connection.execute("ALTER SCHEMA public OWNER TO attune_owner")
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        connection.execute("GRANT USAGE ON SCHEMA public TO attune_app")
        connection.execute("ALTER DEFAULT PRIVILEGES FOR ROLE attune_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")


def url_for(url: str, *, database: str, role: str | None = None, password: str | None = None) -> str:
    """Return the URL of another database, as another role, on the same server."""
    parts = conninfo_to_dict(url)
    parts["dbname"] = database
    if role is not None:
        parts["user"] = role
        parts.pop("password", None)
        if password is not None:
            parts["password"] = password
    if role == "attune_migrate":
        parts["options"] = "-c role=attune_owner"
    return _url(parts)


def _url(parts: dict[str, Any]) -> str:
    """Return a connection as a URL; what has no place in one before the question mark stands behind it."""
    words = {key: str(value) for key, value in parts.items() if value is not None}
    user, password, name = words.pop("user", ""), words.pop("password", ""), words.pop("dbname", "")
    login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
    return f"postgresql://{login}@/{quote(name, safe='')}" + (f"?{urlencode(words, quote_via=quote)}" if words else "")


def _require_administrator(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    version = connection.info.server_version // 10000
    if version < VERSION_MIN:
        raise ServerTooOld(version)
    row = connection.execute(
        "SELECT rolsuper OR (rolcreaterole AND rolcreatedb) FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if row is None or not row[0]:
        raise NotAnAdministrator(connection.info.user)


def _make_roles(connection: psycopg.Connection[tuple[object, ...]], passwords: RolePasswords) -> None:
    for role, attributes in ROLES.items():
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        verb = sql.SQL("ALTER ROLE" if known else "CREATE ROLE")
        connection.execute(sql.SQL("{} {} {}").format(verb, sql.Identifier(role), sql.SQL(attributes)))
    connection.execute("GRANT attune_owner TO attune_migrate")
    connection.execute("GRANT attune_owner TO CURRENT_USER")
    # Else pg_stat_activity shows one session's SQL to another.
    connection.execute("ALTER ROLE attune_app SET track_activities = off")
    for role, password in (("attune_migrate", passwords.migrate), ("attune_app", passwords.app)):
        if password is not None:
            connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))
