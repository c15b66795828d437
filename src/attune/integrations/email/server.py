"""Which mail server to use, read from one URL."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

VARIABLE = "ATTUNE_SMTP_URL"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Tls(StrEnum):
    """When the connection is encrypted."""

    FROM_THE_START = "start"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(url: str) -> MailServer:
    """Return the server that ``smtp://user:password@host:587`` or ``smtps://host`` names.

    smtp:// means STARTTLS, but on the machine itself, where it means no encryption;
    ``?tls=none`` and ``?tls=starttls`` say so outright. Refuses, naming the variable, what is
    no such URL, and an unencrypted connection to another machine.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(f"{VARIABLE} is no mail server. Write it as smtp://user:password@host:587.")
    is_here = parts.hostname in LOOPBACK
    asked = parse_qs(parts.query).get("tls", [""])[0]
    if asked not in {"", "none", "starttls"}:
        raise ImproperlyConfigured(f"{VARIABLE} asks for tls={asked}. It may be starttls or none.")
    if parts.scheme == "smtps":
        tls = Tls.FROM_THE_START
    elif asked:
        tls = Tls(asked)
    else:
        tls = Tls.NONE if is_here else Tls.STARTTLS
    if tls is Tls.NONE and not is_here:
        raise ImproperlyConfigured(f"{VARIABLE} would send mail unencrypted to {parts.hostname}.")
    port = parts.port or (465 if tls is Tls.FROM_THE_START else 587)
    return MailServer(parts.hostname, port, tls, unquote(parts.username or ""), unquote(parts.password or ""))
