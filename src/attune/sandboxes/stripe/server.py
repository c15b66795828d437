"""The sandbox's HTTP server: the API, what a browser needs of it, and the controls."""

import json
import signal
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import FrameType
from typing import Final
from urllib.parse import urlsplit

from attune.sandboxes.stripe import accounts, payouts
from attune.sandboxes.stripe.answering import Answer, Request, answered, standard_headers
from attune.sandboxes.stripe.control import PREFIX, steered
from attune.sandboxes.stripe.errors import ApiError
from attune.sandboxes.stripe.faults import Faults
from attune.sandboxes.stripe.pages import visited
from attune.sandboxes.stripe.post import Post
from attune.sandboxes.stripe.sandbox import Sandbox
from attune.sandboxes.stripe.store import PLATFORM, Store

HOST: Final = "127.0.0.1"
BYTES_MAX: Final = 1024 * 1024
TICK_SECONDS: Final = 0.25


def sandbox_of(folder: Path | None, *, public_url: str, webhook_url: str = "", webhook_secret: str = "") -> Sandbox:
    """Return a sandbox with what its folder remembers; without one it begins empty and forgets."""
    post = Post(url=webhook_url)
    post.secret = webhook_secret or post.secret
    sandbox = Sandbox(Store(folder), post, Faults(), public_url=public_url.rstrip("/"))
    if not sandbox.store.listed("bank_account", account=PLATFORM):
        accounts.bank_account(sandbox, PLATFORM)
    for record in sandbox.store.records("payout"):
        payouts.plan(sandbox, record.account, record.body)
    sandbox.store.flush()
    return sandbox


def server(sandbox: Sandbox, *, port: int) -> ThreadingHTTPServer:
    """Return the server, bound and not yet running; port 0 takes any free one. Raises OSError."""
    prefix = urlsplit(sandbox.public_url).path

    class Handler(BaseHTTPRequestHandler):
        server_version = "attune-stripe-sandbox"
        protocol_version = "HTTP/1.1"
        # One packet for head and body: two would wait for one another.
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            """Answer a question."""
            self._answer()

        do_POST = do_GET  # noqa: N815  (the base class's name)

        def do_OPTIONS(self) -> None:
            """Let a page of another address ask, as the script does from the product's pages."""
            self._send(204, b"", {"Access-Control-Allow-Headers": "authorization, content-type, stripe-account"})

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            if not 0 <= length <= BYTES_MAX:
                self.close_connection = True
                self._send(413, b"{}", {})
                return
            address, body = urlsplit(self.path), self.rfile.read(length)
            path = address.path.removeprefix(prefix)
            if path.startswith(PREFIX):
                self._steer(path.removeprefix(PREFIX), body)
                return
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, path, address.query, body, headers)
            page = visited(sandbox, request)
            if page is not None:
                self._send(page.status, page.body, page.headers)
                return
            self._send_or_lose(answered(sandbox, request))

        def _steer(self, what: str, body: bytes) -> None:
            try:
                if self.headers.get("Authorization") != f"Bearer {sandbox.secret_key}":
                    raise ApiError(401, "The controls take the secret key.")
                told = steered(sandbox, what, json.loads(body or b"{}"))
                self._send(200, json.dumps(told).encode(), standard_headers())
            except ApiError as error:
                self._send(error.status, json.dumps(error.body).encode(), standard_headers())
            except ValueError:
                self._send(400, b'{"error": {"message": "This is no JSON."}}', standard_headers())

        def _send_or_lose(self, answer: Answer) -> None:
            if answer.fault is not None:
                if answer.fault.fault == "timeout_after":
                    time.sleep(answer.fault.seconds)
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self._send(answer.status, answer.body, {**standard_headers(), **answer.headers})

        def _send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class's name)
            """Say nothing."""

    made = ThreadingHTTPServer((HOST, port), Handler)
    made.daemon_threads = True
    return made


@contextmanager
def _ticking(sandbox: Sandbox) -> Iterator[None]:
    """Carry the post, and let come due what does, also while nobody asks."""
    stopped = threading.Event()

    def tick() -> None:
        while not stopped.wait(TICK_SECONDS):
            with sandbox.store.lock:
                sandbox.catch_up()
                sandbox.store.flush()

    ticker = threading.Thread(target=tick, daemon=True)
    ticker.start()
    sandbox.post.start()
    try:
        yield
    finally:
        stopped.set()
        ticker.join()
        sandbox.post.stop()
        sandbox.store.close()


@contextmanager
def running(
    folder: Path | None = None, *, public_url: str = "", webhook_url: str = "", port: int = 0
) -> Iterator[tuple[str, Sandbox]]:
    """Run the server in a thread; gives its address and the sandbox."""
    sandbox = sandbox_of(folder, public_url=public_url, webhook_url=webhook_url)
    made = server(sandbox, port=port)
    address = f"http://{HOST}:{made.server_address[1]}"
    sandbox.public_url = sandbox.public_url or address
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    with _ticking(sandbox):
        thread.start()
        try:
            yield address, sandbox
        finally:
            made.shutdown()
            made.server_close()
            thread.join()


def serve(sandbox: Sandbox, *, port: int) -> None:
    """Run the server until SIGTERM or SIGINT. Raises OSError where the port cannot be used."""
    made = server(sandbox, port=port)
    sandbox.public_url = sandbox.public_url or f"http://{HOST}:{made.server_address[1]}"

    def stop(_number: int, _frame: FrameType | None) -> None:
        # From another thread: shutdown() waits for the loop this handler interrupts.
        threading.Thread(target=made.shutdown).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    with made, _ticking(sandbox):
        made.serve_forever(poll_interval=0.1)
