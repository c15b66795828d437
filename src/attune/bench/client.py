"""One keep-alive HTTP client on loopback, as cheap as a client in Python gets."""

import socket

ANSWER_BYTES_MAX = 65536
ANSWER_SECONDS_MAX = 120


class UnexpectedAnswer(Exception):
    """The server answered with something else than the page that is measured."""

    def __init__(self, answer: bytes) -> None:
        super().__init__(answer[:300].decode("latin-1"))


class HungUp(UnexpectedAnswer):
    """The server ended the connection before it answered."""


def request_of(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Return a request as it is sent."""
    told = {"Host": "127.0.0.1", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", **headers}
    if method != "GET":
        told |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items()), "", ""]
    return "\r\n".join(lines).encode() + body


class Client:
    """A connection that asks for the same page again and again; it is opened by its first request."""

    def __init__(self, port: int, path: str, headers: dict[str, str] | None = None) -> None:
        self.port = port
        self._request = request_of("GET", path, headers or {})
        self._socket: socket.socket | None = None

    def get(self) -> bytes:
        """Ask once and return the whole answer. Raises UnexpectedAnswer unless its status is 200."""
        return self.send(self._request, status=200)

    def send(self, request: bytes, *, status: int) -> bytes:
        """Send any request and return the whole answer. Raises UnexpectedAnswer for another status."""
        try:
            answer = self._sent(request)
        except (HungUp, ConnectionError):
            # The server hangs up on whoever has said nothing for long.
            self.close()
            answer = self._sent(request)
        if not answer.startswith(f"HTTP/1.1 {status} ".encode()):
            raise UnexpectedAnswer(answer)
        return answer

    def _sent(self, request: bytes) -> bytes:
        line = self._opened()
        line.sendall(request)
        answer = line.recv(ANSWER_BYTES_MAX)
        while not _is_whole(answer):
            more = line.recv(ANSWER_BYTES_MAX)
            if not more:
                raise HungUp(answer)
            answer += more
        return answer

    def close(self) -> None:
        """End the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _opened(self) -> socket.socket:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=ANSWER_SECONDS_MAX)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket


def _is_whole(answer: bytes) -> bool:
    head, blank, body = answer.partition(b"\r\n\r\n")
    if not blank:
        return False
    mark = b"content-length: "
    at = head.lower().find(mark)
    return at >= 0 and len(body) >= int(head[at + len(mark) :].split(b"\r\n", 1)[0])
