"""Which server to use: the one that DATABASE_URL names, or the one that comes with Attune."""

import os
from urllib.parse import urlsplit

import psycopg

from attune.embedded.errors import DatabaseTooOld, DatabaseUnreachable
from attune.embedded.postgres import EmbeddedPostgres

VARIABLE = "DATABASE_URL"
MAJOR_MIN = 15
CONNECT_SECONDS_MAX = 5


def server_admin_url() -> str:
    """Return an administrator's connection to the server that holds Attune's databases.

    DATABASE_URL if it is set, after trying it; else the embedded server's, started if it does not run.
    Raises DatabaseUnreachable and DatabaseTooOld, and what EmbeddedPostgres.start raises.
    """
    named = os.environ.get(VARIABLE)
    if named:
        _try(named)
        return named
    server = EmbeddedPostgres()
    server.start()
    return server.admin_url()


def without_password(url: str) -> str | None:
    """Return what of a connection may be shown: where it leads, not how to get in.

    None where it is no postgresql:// address: any part of it could then be the password.
    """
    try:
        parts = urlsplit(url)
        host = f"{parts.hostname or 'local socket'}{f':{parts.port}' if parts.port else ''}"
    except ValueError:
        return None
    if parts.scheme not in {"postgresql", "postgres"}:
        return None
    return f"{parts.scheme}://{f'{parts.username}@' if parts.username else ''}{host}{parts.path}"


def _try(url: str) -> None:
    shown = without_password(url)
    if shown is None:
        reason = "write it as postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
        raise DatabaseUnreachable("not a PostgreSQL address", reason)
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS_MAX, autocommit=True) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        raise DatabaseUnreachable(shown, _cause(error)) from error
    except psycopg.ProgrammingError as error:
        # The driver's own text quotes the address, password and all.
        raise DatabaseUnreachable(shown, "it cannot be read as a PostgreSQL address") from error
    if version // 10_000 < MAJOR_MIN:
        raise DatabaseTooOld(shown, version // 10_000, MAJOR_MIN)


def _cause(error: psycopg.OperationalError) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    fatal = [line for line in lines if "FATAL:" in line]
    if fatal:
        return fatal[-1].split("FATAL:", 1)[1].strip().rstrip(".")
    refused = [line for line in lines if "failed:" in line]
    return (refused[-1].rsplit("failed:", 1)[1] if refused else lines[0]).strip().rstrip(".")
