"""The sandbox's HTTP server."""

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import FrameType
from urllib.parse import parse_qsl, urlsplit

from attune.sandboxes.nppes.answers import Shape, answered, error
from attune.sandboxes.nppes.store import RegistryStore

HOST = "127.0.0.1"
PATH = "/api/"


def server(store: RegistryStore, *, port: int, shape: Shape) -> ThreadingHTTPServer:
    """Return the server, bound and not yet running; port 0 takes any free one. Raises OSError."""

    class Handler(BaseHTTPRequestHandler):
        server_version = "attune-nppes-sandbox"

        def do_GET(self) -> None:
            """Answer one question; the store is read anew, so that what was just added is there."""
            address = urlsplit(self.path)
            if address.path.rstrip("/") + "/" != PATH:
                self._send(404, b"{}")
                return
            asked, entries = dict(parse_qsl(address.query)), store.entries()
            about = entries.get(asked.get("number", ""))
            if about is not None and about.answers == "down":
                self._send(503, b"<html>Service Unavailable</html>")
                return
            is_error = about is not None and about.answers == "error"
            told = error("04") if is_error else answered(asked, list(entries.values()), shape=shape)
            body = json.dumps(told).encode()
            self._send(200, body[: len(body) // 2] if about is not None and about.answers == "broken" else body)

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class's name)
            """Say nothing: questions are about people."""

    return ThreadingHTTPServer((HOST, port), Handler)


@contextmanager
def running(store: RegistryStore, *, port: int = 0, shape: Shape = Shape.TEXTS) -> Iterator[str]:
    """Run the server in a thread; gives its address."""
    made = server(store, port=port, shape=shape)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{made.server_address[1]}{PATH}"
    finally:
        made.shutdown()
        made.server_close()
        thread.join()


def serve(store: RegistryStore, *, port: int, shape: Shape) -> None:
    """Run the server until SIGTERM or SIGINT. Raises OSError where the port cannot be used."""
    made = server(store, port=port, shape=shape)

    def stop(_number: int, _frame: FrameType | None) -> None:
        # From another thread: shutdown() waits for the loop this handler interrupts.
        threading.Thread(target=made.shutdown).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    with made:
        made.serve_forever()
