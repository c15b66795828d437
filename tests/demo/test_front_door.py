"""The one port: what reaches which process, and what a client sees while one is down or stops."""

import asyncio
import contextlib
from asyncio import StreamReader, StreamWriter

import pytest

from attune.demo.front_door import door as door_module
from attune.demo.front_door.visit import NOT_READY
from tests.demo.connections import OK, answering, ask, body_of, client, door, free_port, run, upstream


def test_a_page_comes_from_the_web_process_and_a_websocket_from_the_other() -> None:
    async def story() -> tuple[bytes, bytes]:
        async with (
            upstream(answering(b"web")) as web,
            upstream(answering(b"socket")) as websocket,
            door(web, websocket) as port,
        ):
            return await ask(port, b"GET /ws HTTP/1.1"), await ask(port, b"GET /ws/room HTTP/1.1")

    page, room = run(story())

    assert (body_of(page), body_of(room)) == (b"web", b"socket")


def test_what_a_client_says_of_its_address_is_replaced() -> None:
    heads: list[bytes] = []

    async def story() -> None:
        async with upstream(answering(b"ok", heads)) as web, door(web, web) as port:
            await ask(
                port,
                b"GET / HTTP/1.1\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https"
                b"\r\nForwarded: for=203.0.113.9\r\nX-Real-IP: 203.0.113.9\r\nCookie: kept",
            )

    run(story())

    assert sorted(heads[0].split(b"\r\n")[1:-2]) == [
        b"Cookie: kept",
        b"Host: localhost",
        b"X-Forwarded-For: 127.0.0.1",
        b"X-Forwarded-Proto: http",
    ]


def test_several_requests_on_one_connection_each_reach_their_process() -> None:
    async def story() -> list[bytes]:
        async with (
            upstream(answering(b"web")) as web,
            upstream(answering(b"socket")) as websocket,
            door(web, websocket) as port,
            client(port) as (reader, writer),
        ):
            answers = []
            for target in (b"/", b"/ws/", b"/again"):
                writer.write(b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
                await reader.readuntil(b"\r\n\r\n")
                answers.append(await reader.readexactly(6 if target == b"/ws/" else 3))
            return answers

    assert run(story()) == [b"web", b"socket", b"web"]


def test_a_body_of_known_length_arrives_whole() -> None:
    content = bytes(range(256)) * 2_000
    received: list[bytes] = []

    async def take(head: bytes, reader: StreamReader, writer: StreamWriter) -> None:
        received.append(await reader.readexactly(len(content)))
        writer.write(OK)

    async def story() -> bytes:
        async with upstream(take) as web, door(web, web) as port:
            return await ask(port, b"POST / HTTP/1.1\r\nContent-Length: %d" % len(content), content)

    answer = run(story())

    assert (received, body_of(answer)) == ([content], b"ok")


def test_an_answer_in_chunks_reaches_the_client_as_it_comes() -> None:
    async def story() -> list[bytes]:
        go_on = asyncio.Event()

        async def drip(head: bytes, reader: StreamReader, writer: StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n")
            await go_on.wait()
            writer.write(b"6\r\nsecond\r\n0\r\n\r\n")

        async with upstream(drip) as web, door(web, web) as port, client(port) as (reader, writer):
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            await reader.readuntil(b"\r\n\r\n")
            first = await reader.readuntil(b"first\r\n")
            go_on.set()
            return [first, await reader.readuntil(b"0\r\n\r\n")]

    assert run(story()) == [b"5\r\nfirst\r\n", b"6\r\nsecond\r\n0\r\n\r\n"]


def test_a_websocket_carries_bytes_both_ways() -> None:
    heads: list[bytes] = []

    async def echo(head: bytes, reader: StreamReader, writer: StreamWriter) -> None:
        heads.append(head)
        writer.write(b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
        while piece := await reader.read(100):
            writer.write(piece.upper())

    async def story() -> bytes:
        async with upstream(echo) as websocket, door(1, websocket) as port, client(port) as (reader, writer):
            writer.write(
                b"GET /ws/room HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade"
                b"\r\nUpgrade: websocket\r\n\r\n"
            )
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"hello")
            first = await reader.readexactly(5)
            writer.write(b"again")
            return first + await reader.readexactly(5)

    assert run(story()) == b"HELLOAGAIN"
    assert heads[0].endswith(b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n")


def test_a_client_that_leaves_ends_the_stream_behind_the_door() -> None:
    async def story() -> bool:
        has_ended = asyncio.Event()

        async def stream(head: bytes, reader: StreamReader, writer: StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n.\r\n")
            assert await reader.read() == b""
            has_ended.set()

        async with upstream(stream) as web, door(web, web) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            await reader.readuntil(b".\r\n")
            assert not has_ended.is_set()
            writer.close()
            await has_ended.wait()
        return has_ended.is_set()

    assert run(story())


def test_while_the_web_process_is_down_one_plain_line_says_so() -> None:
    async def story() -> bytes:
        async with door(free_port(), free_port()) as port:
            return await ask(port, b"GET / HTTP/1.1")

    answer = run(story())

    assert answer.startswith(b"HTTP/1.1 502 ")
    assert body_of(answer).decode() == f"{NOT_READY}\n"


def test_a_web_process_that_ended_a_kept_connection_is_asked_again() -> None:
    async def story() -> list[bytes]:
        async def once(head: bytes, reader: StreamReader, writer: StreamWriter) -> None:
            writer.write(OK)
            if head.startswith(b"GET /1"):
                # Ends the connection the moment the next request comes, unread.
                await reader.readexactly(1)
                writer.transport.abort()

        async with upstream(once) as web, door(web, web) as port, client(port) as (reader, writer):
            answers = []
            for number in (b"1", b"2"):
                writer.write(b"GET /" + number + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
                answers.append((await reader.readuntil(b"\r\n"), (await reader.readuntil(b"ok"))[-2:]))
            return [status for status, _ in answers]

    assert run(story()) == [b"HTTP/1.1 200 OK\r\n"] * 2


def test_when_it_stops_what_is_under_way_is_answered_and_an_idle_connection_is_closed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def story() -> tuple[bytes, bytes]:
        stop, has_arrived, go_on = asyncio.Event(), asyncio.Event(), asyncio.Event()

        async def slow(head: bytes, reader: StreamReader, writer: StreamWriter) -> None:
            has_arrived.set()
            await go_on.wait()
            writer.write(OK)

        async with (
            upstream(slow) as web,
            door(web, web, stop) as port,
            client(port) as (reader, writer),
            client(port) as (idle_reader, _),
        ):
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            await has_arrived.wait()
            stop.set()
            await asyncio.sleep(0)
            go_on.set()
            return await reader.read(), await idle_reader.read()

    answer, idle = run(story())

    assert (body_of(answer), idle) == (b"ok", b"")
    assert caplog.records == []


def test_when_it_stops_a_stream_without_end_is_cut_off_after_a_moment(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(door_module, "STOP_SECONDS_MAX", 0.2)

    async def stream(head: bytes, reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n.\r\n")
        await reader.read()

    async def story() -> bytes:
        stop = asyncio.Event()
        async with upstream(stream) as web, door(web, web, stop) as port, client(port) as (reader, writer):
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            await reader.readuntil(b".\r\n")
            stop.set()
            with contextlib.suppress(ConnectionResetError):
                return await reader.read()
            return b""

    assert run(story()) == b""
    assert caplog.records == []
