"""Reading settings from the environment, with refusals that name the variable."""

import os
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

ENVIRONMENTS = ("development", "test", "production")


def required(name: str, *, meaning: str) -> str:
    """Return the variable's value, or refuse and say what it is for."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. It must hold {meaning}.")
    return value


def environment_name() -> str:
    """Return which environment this process runs in; production unless told otherwise."""
    name = os.environ.get("ATTUNE_ENVIRONMENT", "production")
    if name not in ENVIRONMENTS:
        raise ImproperlyConfigured(f"ATTUNE_ENVIRONMENT is {name!r}. It must be one of {', '.join(ENVIRONMENTS)}.")
    return name


def listed(name: str, *, meaning: str) -> list[str]:
    """Return a comma-separated variable as a list without blanks."""
    return [part.strip() for part in required(name, meaning=meaning).split(",") if part.strip()]


def listed_or_none(name: str) -> list[str]:
    """Return a comma-separated variable as a list; empty where it is not set."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def whole_number(name: str, default: int) -> int:
    """Return the variable as a whole number, or the default where it is not set."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal():
        raise ImproperlyConfigured(f"{name} is {text!r}. It must be a whole number.")
    return int(text)


def secret_bytes(name: str, *, length_min: int = 32) -> bytes:
    """Return a secret given in hexadecimal, at least ``length_min`` bytes long."""
    text = required(name, meaning=f"at least {length_min} random bytes in hexadecimal")
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not hexadecimal.") from None
    if len(secret) < length_min:
        raise ImproperlyConfigured(f"{name} is too short: {len(secret)} bytes, at least {length_min} are needed.")
    return secret


def mail_domain(name: str, sender: str) -> str:
    """Return the domain of the sender's address, or refuse and name the variable."""
    _, at, domain = parseaddr(sender)[1].rpartition("@")
    if not (at and domain):
        raise ImproperlyConfigured(f"{name} is {sender!r}. It must hold an address, as Attune <mail@example.org>.")
    return domain


def folder(name: str, *, meaning: str) -> Path:
    """Return a folder that must exist already."""
    path = Path(required(name, meaning=meaning))
    if not path.is_dir():
        raise ImproperlyConfigured(f"{name} names {path}, which is not a folder.")
    return path


def folder_or_none(name: str) -> Path | None:
    """Return the folder a variable names, there or not yet, or None where it is not set."""
    text = os.environ.get(name, "").strip()
    return Path(text) if text else None


def text_or(name: str, default: str) -> str:
    """Return the variable's value, or the default where it is not set."""
    return os.environ.get(name, "").strip() or default


def elsewhere(name: str, default: str) -> str:
    """Return an address given in the variable, refused where it is unencrypted or this machine's own: a sandbox."""
    address = text_or(name, default)
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.hostname in {None, "localhost", "127.0.0.1", "::1"}:
        raise ImproperlyConfigured(f"{name} is {address!r}. In production it must be an https address elsewhere.")
    return address


def database(name: str, *, meaning: str) -> dict[str, Any]:
    """Return Django's settings for the connection a PostgreSQL URL describes."""
    try:
        parts: Mapping[str, Any] = conninfo_to_dict(required(name, meaning=meaning))
    except ProgrammingError as error:
        raise ImproperlyConfigured(f"{name} is not a PostgreSQL URL: {str(error).splitlines()[0]}") from None
    if not parts.get("dbname"):
        raise ImproperlyConfigured(f"{name} names no database.")
    rest = {key: value for key, value in parts.items() if key not in {"dbname", "user", "password", "host", "port"}}
    return {
        "ENGINE": "attune.foundation.tenancy.backend",
        "NAME": parts["dbname"],
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        # What is asked often stays prepared: see the backend's statements.
        "OPTIONS": {**rest, "server_side_binding": True},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
