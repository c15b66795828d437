"""One client's connection: its requests passed on, one after another."""

import asyncio
import contextlib
from asyncio import StreamReader, StreamWriter
from dataclasses import dataclass

from attune.demo.front_door.bodies import BodyBroken, copy_body, copy_until_end
from attune.demo.front_door.heads import (
    FORWARDING,
    HOP_BY_HOP,
    BadHead,
    Body,
    Head,
    keeps_alive,
    parse_head,
    request_body,
    request_parts,
    response_body,
    response_status,
    wants_upgrade,
)

WEBSOCKET_PREFIX = "/ws/"
PROCESSOR_PREFIX = "/_stripe/"
"""What browsers need of the payment sandbox: its script, its pages, its answers to the script."""
PROCESSOR_CLOSED = f"{PROCESSOR_PREFIX}_sandbox/"
HEAD_BYTES_MAX = 32 * 1024
IDLE_SECONDS_MAX = 75.0
CONNECT_SECONDS_MAX = 5.0
CLIENT_GONE_POLL_SECONDS = 1.0
NOT_READY = "Attune is not ready yet: the process behind this page is starting. Reload in a moment."


class UpstreamGone(Exception):
    """The process behind the door gives no connection, or ended it before it answered."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the processes behind the door listen, on loopback."""

    web: int
    websocket: int
    processor: int | None = None

    def of(self, target: str) -> int:
        """Return the port that serves a request's target; the payment sandbox's controls are not reached from here."""
        if self.processor is not None and target.startswith(PROCESSOR_PREFIX):
            return self.web if target.startswith(PROCESSOR_CLOSED) else self.processor
        return self.websocket if target.startswith(WEBSOCKET_PREFIX) else self.web


class Visit:
    """One client's connection: its requests, one after another."""

    def __init__(self, reader: StreamReader, writer: StreamWriter, ports: Ports) -> None:
        self._reader = reader
        self._writer = writer
        self._ports = ports
        peer = writer.get_extra_info("peername")
        self._address = str(peer[0]) if peer else "unknown"
        self._upstreams: dict[int, tuple[StreamReader, StreamWriter]] = {}
        self._is_body_broken = False
        self.is_idle = True
        """Whether it waits for a request, and may be ended without harm."""

    async def serve(self, stop: asyncio.Event) -> None:
        """Answer requests until the client or an answer ends the connection, or `stop` is set."""
        watch = asyncio.create_task(self._watch_client())
        try:
            while not stop.is_set() and await self._serve_one():
                self.is_idle = True
        except BadHead as error:
            await self._say(error.status, f"This request cannot be answered: {error.reason}.")
        except (OSError, BodyBroken, asyncio.IncompleteReadError, TimeoutError):
            pass  # one side went away: there is nobody to tell
        finally:
            watch.cancel()
            self._close()

    def end(self) -> None:
        """End the connection, and with it whatever waits for something to come on it."""
        for _, writer in self._upstreams.values():
            writer.transport.abort()
        self._writer.transport.abort()

    async def _serve_one(self) -> bool:
        raw = await self._read_head()
        if not raw:
            return False
        self.is_idle = False
        head = parse_head(raw)
        method, target, version = request_parts(head)
        body = request_body(head)
        port = self._ports.of(target)
        is_alive = keeps_alive(head, version)
        is_repeatable = method in {"GET", "HEAD"} and body.is_empty and port in self._upstreams
        try:
            return await self._pass_on(head, body, port, method, is_alive)
        except UpstreamGone:
            self._drop(port)
        if is_repeatable:
            # A kept connection may have ended just as the request was written.
            with contextlib.suppress(UpstreamGone):
                return await self._pass_on(head, body, port, method, is_alive)
        if self._is_body_broken:
            raise BadHead(400, "its body breaks off")
        await self._say(502, NOT_READY)
        return False

    async def _pass_on(self, head: Head, body: Body, port: int, method: str, is_alive: bool) -> bool:
        """Pass a request on and its answer back; return whether the connection may serve another."""
        upstream_reader, upstream_writer = await self._upstream(port)
        upstream_writer.write(self._forwarded(head).encoded())
        sending = asyncio.create_task(self._send_body(body, upstream_writer))
        try:
            is_alive = await self._answer(port, upstream_reader, method, is_alive)
            # An answer that came before the request was read to its end leaves the rest in the way.
            return is_alive and sending.done() and sending.exception() is None
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def _answer(self, port: int, upstream: StreamReader, method: str, is_alive: bool) -> bool:
        """Pass an answer on, and return whether the connection may serve another request."""
        while True:
            try:
                head = parse_head(await upstream.readuntil(b"\r\n\r\n"))
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                raise UpstreamGone from error
            except asyncio.LimitOverrunError as error:
                raise BadHead(502, "the headers of the answer are too long") from error
            status = response_status(head)
            if status == 101:
                self._writer.write(head.encoded())
                await self._tunnel(port)
                return False
            if status >= 200:
                break
            self._writer.write(head.encoded())
        body = response_body(head, method=method, status=status)
        is_alive = is_alive and not body.is_until_close
        answer = head.without(HOP_BY_HOP).adding(("Connection", "keep-alive" if is_alive else "close"))
        self._writer.write(answer.encoded())
        await copy_body(body, upstream, self._writer)
        await self._writer.drain()
        if body.is_until_close or not keeps_alive(head, "HTTP/1.1"):
            self._drop(port)
        return is_alive

    async def _read_head(self) -> bytes:
        try:
            async with asyncio.timeout(IDLE_SECONDS_MAX):
                return await self._reader.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError as error:
            raise BadHead(431, "its headers are too long") from error
        except asyncio.IncompleteReadError as error:
            if error.partial.strip():
                raise
            return b""

    def _forwarded(self, head: Head) -> Head:
        named = head.tokens_of_connection - {"", "close", "keep-alive", "upgrade"}
        sent = head.without(HOP_BY_HOP | FORWARDING | (named - {"host", "content-length", "transfer-encoding"}))
        sent = sent.adding(("X-Forwarded-For", self._address), ("X-Forwarded-Proto", "http"))
        if wants_upgrade(head):
            return sent.adding(("Connection", "Upgrade"), ("Upgrade", head.values("upgrade")[0]))
        return sent

    async def _send_body(self, body: Body, upstream: StreamWriter) -> None:
        try:
            await copy_body(body, self._reader, upstream)
        except BodyBroken:
            self._is_body_broken = True
            upstream.transport.abort()
            raise
        await upstream.drain()

    async def _upstream(self, port: int) -> tuple[StreamReader, StreamWriter]:
        kept = self._upstreams.get(port)
        if kept and not kept[0].at_eof() and not kept[1].is_closing():
            return kept
        self._drop(port)
        try:
            async with asyncio.timeout(CONNECT_SECONDS_MAX):
                opened = await asyncio.open_connection("127.0.0.1", port, limit=2 * HEAD_BYTES_MAX)
        except OSError as error:
            raise UpstreamGone from error
        self._upstreams[port] = opened
        return opened

    async def _tunnel(self, port: int) -> None:
        upstream_reader, upstream_writer = self._upstreams[port]
        directions = [
            asyncio.create_task(copy_until_end(self._reader, upstream_writer)),
            asyncio.create_task(copy_until_end(upstream_reader, self._writer)),
        ]
        try:
            await asyncio.wait(directions, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for direction in directions:
                direction.cancel()
            await asyncio.gather(*directions, return_exceptions=True)

    async def _watch_client(self) -> None:
        # A page that was left stops the stream it was reading, also where nothing is sent on it.
        while not self._reader.at_eof():
            await asyncio.sleep(CLIENT_GONE_POLL_SECONDS)
        self.end()

    async def _say(self, status: int, line: str) -> None:
        content = f"{line}\n".encode()
        head = Head(
            start_line=f"HTTP/1.1 {status} {'Bad Gateway' if status == 502 else 'Refused'}",
            headers=(
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Length", str(len(content))),
                ("Cache-Control", "no-store"),
                *((("Retry-After", "1"),) if status == 502 else ()),
                ("Connection", "close"),
            ),
        )
        self._writer.write(head.encoded() + content)
        with contextlib.suppress(OSError):
            await self._writer.drain()

    def _drop(self, port: int) -> None:
        kept = self._upstreams.pop(port, None)
        if kept:
            kept[1].close()

    def _close(self) -> None:
        for port in list(self._upstreams):
            self._drop(port)
        self._writer.close()
