"""The head of an HTTP/1.1 message: read strictly, so that two readers cannot disagree on where it ends."""

import re
from dataclasses import dataclass, replace

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# These speak of one connection, not of the message (RFC 9110, section 7.6.1).
HOP_BY_HOP = {"connection", "keep-alive", "proxy-connection", "te", "upgrade"}
# What a client says of where it comes from is not believed.
FORWARDING = {"forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"}
WITHOUT_BODY = {204, 304}


class BadHead(Exception):
    """A head that is no HTTP/1.1, or that can be read in two ways."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(status, reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Body:
    """How long a body is: a number of bytes, in chunks, or until the connection ends."""

    length: int = 0
    is_chunked: bool = False
    is_until_close: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing follows the head."""
        return not (self.length or self.is_chunked or self.is_until_close)


@dataclass(frozen=True, slots=True)
class Head:
    """A start line and its headers, in the order they came."""

    start_line: str
    headers: tuple[tuple[str, str], ...]

    def values(self, name: str) -> list[str]:
        """Return the values of a header, named in lower case."""
        return [value for key, value in self.headers if key.lower() == name]

    def without(self, names: set[str]) -> "Head":
        """Return the head without some headers, named in lower case."""
        return replace(self, headers=tuple(pair for pair in self.headers if pair[0].lower() not in names))

    def adding(self, *headers: tuple[str, str]) -> "Head":
        """Return the head with further headers."""
        return replace(self, headers=(*self.headers, *headers))

    def encoded(self) -> bytes:
        """Return the bytes to send."""
        lines = [self.start_line, *(f"{name}: {value}" for name, value in self.headers)]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    @property
    def tokens_of_connection(self) -> set[str]:
        """What the Connection header asks for, in lower case."""
        return {token.strip().lower() for value in self.values("connection") for token in value.split(",")}


def parse_head(raw: bytes) -> Head:
    """Return the head that some bytes are, up to and with the empty line. Raises BadHead."""
    text = raw.decode("latin-1").removesuffix("\r\n\r\n")
    if "\0" in text or re.search(r"(?<!\r)\n|\r(?!\n)", text):
        raise BadHead(400, "a line does not end as HTTP lines do")
    start_line, *lines = text.split("\r\n")
    headers = []
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not TOKEN.fullmatch(name):
            raise BadHead(400, "a header cannot be read")
        headers.append((name, value.strip(" \t")))
    return Head(start_line=start_line, headers=tuple(headers))


def request_parts(head: Head) -> tuple[str, str, str]:
    """Return a request's method, target and version. Raises BadHead."""
    parts = head.start_line.split(" ")
    if len(parts) != 3 or not TOKEN.fullmatch(parts[0]) or not parts[1]:
        raise BadHead(400, "the first line is no request")
    if len(head.values("host")) > 1:
        raise BadHead(400, "it names two hosts")
    method, target, version = parts
    if version not in {"HTTP/1.0", "HTTP/1.1"}:
        raise BadHead(505, "only HTTP/1.1 is spoken here")
    return method, target, version


def request_body(head: Head) -> Body:
    """Return how long a request's body is. Raises BadHead where that can be read in two ways."""
    body = _declared(head)
    return body or Body()


def response_status(head: Head) -> int:
    """Return a response's status. Raises BadHead."""
    found = re.fullmatch(r"HTTP/1\.[01] (\d{3})(?: .*)?", head.start_line)
    if found is None:
        raise BadHead(502, "the answer is no HTTP")
    return int(found.group(1))


def response_body(head: Head, *, method: str, status: int) -> Body:
    """Return how long a response's body is. Raises BadHead."""
    if method == "HEAD" or status in WITHOUT_BODY:
        return Body()
    return _declared(head) or Body(is_until_close=True)


def wants_upgrade(head: Head) -> bool:
    """Return whether a message changes the connection's protocol, as a websocket's first request does."""
    return "upgrade" in head.tokens_of_connection and bool(head.values("upgrade"))


def keeps_alive(head: Head, version: str) -> bool:
    """Return whether the sender lets the connection serve another message."""
    tokens = head.tokens_of_connection
    return "close" not in tokens and (version == "HTTP/1.1" or "keep-alive" in tokens)


def _declared(head: Head) -> Body | None:
    codings, lengths = head.values("transfer-encoding"), head.values("content-length")
    if codings:
        if lengths or [coding.lower() for coding in codings] != ["chunked"]:
            raise BadHead(400, "the length of the body is unclear")
        return Body(is_chunked=True)
    if not lengths:
        return None
    if len(set(lengths)) > 1 or not re.fullmatch(r"[0-9]{1,18}", lengths[0]):
        raise BadHead(400, "the length of the body is unclear")
    # An empty body is still declared: a response without any length ends with its connection.
    return Body(length=int(lengths[0]))
