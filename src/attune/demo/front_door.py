"""One port for the whole product: websockets go to one process, everything else to another."""

import argparse
import asyncio
import contextlib
import errno
import signal
import socket
import sys
from asyncio import StreamReader, StreamWriter
from dataclasses import dataclass

from attune.demo.errors import DemoError, PortNotAllowed, PortTaken
from attune.demo.front_door_bodies import BodyBroken, copy_body, copy_until_end
from attune.demo.http_head import (
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
HEAD_BYTES_MAX = 32 * 1024
IDLE_SECONDS_MAX = 75.0
CONNECT_SECONDS_MAX = 5.0
CLIENT_GONE_POLL_SECONDS = 1.0
STOP_SECONDS_MAX = 3.0
CONNECTIONS_WAITING_MAX = 256
NOT_READY = "Attune is not ready yet: the process behind this page is starting. Reload in a moment."


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the processes behind the door listen, on loopback."""

    web: int
    websocket: int

    def of(self, target: str) -> int:
        """Return the port that serves a request's target."""
        return self.websocket if target.startswith(WEBSOCKET_PREFIX) else self.web


def listening_sockets(port: int, *, host: str = "localhost") -> list[socket.socket]:
    """Open the port on every address of a host: `localhost` is one of two families and a browser picks.

    Raises PortTaken and PortNotAllowed.
    """
    found: list[socket.socket] = []
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    for family, kind, protocol, _, address in dict.fromkeys(addresses):
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        try:
            listener.bind(address)
            listener.listen(CONNECTIONS_WAITING_MAX)
        except OSError as error:
            listener.close()
            if error.errno == errno.EADDRNOTAVAIL and len(addresses) > 1:
                continue  # the name has an address of a family that this machine has switched off
            for other in found:
                other.close()
            raise _refusal(port, error) from error
        found.append(listener)
    return found


def refuse_taken_port(port: int, *, host: str = "localhost") -> None:
    """Refuse early, before anything was prepared, a port that cannot be opened.

    Raises PortTaken and PortNotAllowed.
    """
    for listener in listening_sockets(port, host=host):
        listener.close()


def _refusal(port: int, error: OSError) -> Exception:
    if error.errno == errno.EADDRINUSE:
        return PortTaken(port)
    return PortNotAllowed(port) if error.errno in {errno.EACCES, errno.EPERM} else error


async def serve(listeners: list[socket.socket], ports: Ports, *, stop: asyncio.Event) -> None:
    """Serve until `stop` is set; what is under way then has a moment to end."""
    open_visits: set[asyncio.Task[None]] = set()

    async def on_connection(reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_visits.add(task)
        try:
            await _Visit(reader, writer, ports).serve()
        finally:
            open_visits.discard(task)

    servers = [
        await asyncio.start_server(on_connection, sock=listener, limit=HEAD_BYTES_MAX)
        for listener in listeners
    ]
    await stop.wait()
    for server in servers:
        server.close()
    if open_visits:
        _, late = await asyncio.wait(set(open_visits), timeout=STOP_SECONDS_MAX)
        for task in late:
            task.cancel()


class _Visit:
    """One client's connection: its requests, one after another."""

    def __init__(self, reader: StreamReader, writer: StreamWriter, ports: Ports) -> None:
        self._reader = reader
        self._writer = writer
        self._ports = ports
        peer = writer.get_extra_info("peername")
        self._address = str(peer[0]) if peer else "unknown"
        self._upstreams: dict[int, tuple[StreamReader, StreamWriter]] = {}

    async def serve(self) -> None:
        """Answer requests until the client or an answer ends the connection."""
        watch = asyncio.create_task(self._watch_client())
        try:
            while await self._serve_one():
                pass
        except BadHead as error:
            await self._say(error.status, f"This request cannot be answered: {error.reason}.")
        except (OSError, BodyBroken, asyncio.IncompleteReadError, TimeoutError):
            pass  # one side went away: there is nobody to tell
        finally:
            watch.cancel()
            self._close()

    async def _serve_one(self) -> bool:
        raw = await self._read_head()
        if not raw:
            return False
        head = parse_head(raw)
        method, target, version = request_parts(head)
        body = request_body(head)
        port = self._ports.of(target)
        is_alive = keeps_alive(head, version)
        try:
            upstream_reader, upstream_writer = await self._upstream(port)
        except (OSError, TimeoutError):
            await self._say(502, NOT_READY)
            return False
        upstream_writer.write(self._forwarded(head).encoded())
        sending = asyncio.create_task(self._send_body(body, upstream_writer))
        try:
            is_answered_whole = await self._answer(port, upstream_reader, method, is_alive)
            # An answer that came before the request was read to its end leaves the rest in the way.
            return is_answered_whole and sending.done() and not sending.exception() and is_alive
        finally:
            if not sending.done():
                sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    async def _answer(self, port: int, upstream: StreamReader, method: str, is_alive: bool) -> bool:
        """Pass an answer on, and return whether the connection may serve another request."""
        while True:
            try:
                head = parse_head(await upstream.readuntil(b"\r\n\r\n"))
            except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
                self._drop(port)
                await self._say(502, NOT_READY)
                return False
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
        sent = head.without(
            HOP_BY_HOP | FORWARDING | (named - {"host", "content-length", "transfer-encoding"})
        )
        sent = sent.adding(("X-Forwarded-For", self._address), ("X-Forwarded-Proto", "http"))
        if wants_upgrade(head):
            return sent.adding(("Connection", "Upgrade"), ("Upgrade", head.values("upgrade")[0]))
        return sent

    async def _send_body(self, body: Body, upstream: StreamWriter) -> None:
        await copy_body(body, self._reader, upstream)
        await upstream.drain()

    async def _upstream(self, port: int) -> tuple[StreamReader, StreamWriter]:
        kept = self._upstreams.get(port)
        if kept and not kept[0].at_eof() and not kept[1].is_closing():
            return kept
        self._drop(port)
        async with asyncio.timeout(CONNECT_SECONDS_MAX):
            opened = await asyncio.open_connection("127.0.0.1", port, limit=2 * HEAD_BYTES_MAX)
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
        for _, writer in self._upstreams.values():
            writer.transport.abort()

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


async def _serve_until_signal(listeners: list[socket.socket], ports: Ports) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(listeners, ports, stop=stop)


def main() -> int:
    """Open the port and serve until SIGINT or SIGTERM; exit 1 with one line where it cannot be opened."""
    parser = argparse.ArgumentParser(prog="python -m attune.demo.front_door")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--web", type=int, required=True, help="the port of the web process")
    parser.add_argument("--websocket", type=int, required=True, help="the port of the websocket process")
    asked = parser.parse_args()
    try:
        listeners = listening_sockets(asked.port, host=asked.host)
    except DemoError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    asyncio.run(_serve_until_signal(listeners, Ports(web=asked.web, websocket=asked.websocket)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
