"""A front door for a test, with processes behind it and clients before it, all on real connections."""

import asyncio
import socket
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from attune.demo.front_door.door import listening_sockets, serve
from attune.demo.front_door.visit import Ports

SECONDS_MAX = 20
Answer = Callable[[bytes, StreamReader, StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
T = TypeVar("T")


def run(story: Coroutine[Any, Any, T]) -> T:
    async def bounded() -> T:
        async with asyncio.timeout(SECONDS_MAX):
            return await story

    return asyncio.run(bounded())


def answering(content: bytes, heads: list[bytes] | None = None) -> Answer:
    async def answer(head: bytes, reader: StreamReader, writer: StreamWriter) -> None:
        if heads is not None:
            heads.append(head)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(content) + content)

    return answer


@asynccontextmanager
async def upstream(answer: Answer) -> AsyncIterator[int]:
    """A process behind the door: answers each request of a connection in turn."""

    async def on_connection(reader: StreamReader, writer: StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await answer(head, reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(on_connection, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@asynccontextmanager
async def door(web: int, websocket: int, stop: asyncio.Event | None = None) -> AsyncIterator[int]:
    stop = stop or asyncio.Event()
    listeners = listening_sockets(0, host="127.0.0.1")
    port: int = listeners[0].getsockname()[1]
    serving = asyncio.create_task(serve(listeners, Ports(web=web, websocket=websocket), stop=stop))
    try:
        yield port
    finally:
        stop.set()
        await serving


@asynccontextmanager
async def client(port: int) -> AsyncIterator[tuple[StreamReader, StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def ask(port: int, head: bytes, body: bytes = b"") -> bytes:
    """Send one request, and return everything that comes back."""
    async with client(port) as (reader, writer):
        writer.write(head + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n" + body)
        return await reader.read()


def body_of(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port
