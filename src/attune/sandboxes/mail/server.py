"""The sandbox's SMTP server."""

import asyncio
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from attune.sandboxes.mail.behavior import SIZE_MAX_BYTES, Behavior
from attune.sandboxes.mail.store import MailStore

HOST = "127.0.0.1"


class ServerMissing(Exception):
    """The package that speaks SMTP is not installed."""

    def __init__(self) -> None:
        super().__init__("The mail sandbox needs the package aiosmtpd. Run: make setup")


class Handler:
    """Answers the server's questions about each mail."""

    def __init__(self, store: MailStore, behavior: Behavior) -> None:
        self.store = store
        self.behavior = behavior

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        answer = self.behavior.answer_to(envelope.mail_from or "", address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        """Keep the mail."""
        kept = self.store.add(envelope.content, sender=envelope.mail_from or "", to=envelope.rcpt_tos)
        return f"250 2.0.0 Kept as {kept[0].id}"


def controller(store: MailStore, *, port: int, grey_seconds: float = 30.0, size_max: int = SIZE_MAX_BYTES) -> Any:
    """Return the server, not yet started; port 0 takes any free one. Raises ServerMissing."""
    try:
        from aiosmtpd.controller import Controller
    except ImportError:
        raise ServerMissing from None
    return Controller(
        Handler(store, Behavior(time.monotonic, grey_seconds)),
        hostname=HOST,
        port=port,
        data_size_limit=size_max,
        server_hostname="mail.sandbox.localhost",
        ident="Attune mail sandbox",
    )


@contextmanager
def running(
    store: MailStore, *, port: int = 0, grey_seconds: float = 30.0, size_max: int = SIZE_MAX_BYTES
) -> Iterator[int]:
    """Run the server in a thread; gives its port."""
    server = controller(store, port=port or _free_port(), grey_seconds=grey_seconds, size_max=size_max)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


def serve(store: MailStore, *, port: int) -> None:
    """Run the server until SIGTERM or SIGINT."""

    async def until_told() -> None:
        told, loop = asyncio.Event(), asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, told.set)
        await told.wait()

    with running(store, port=port):
        asyncio.run(until_told())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
