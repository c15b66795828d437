"""What the one port refuses: requests that can be read in two ways, and a port that is taken."""

import socket
from asyncio import StreamReader, StreamWriter

import pytest

from attune.demo.errors import NoSuchPort, PortTaken
from attune.demo.front_door.door import refuse_taken_port
from attune.demo.front_door.visit import HEAD_BYTES_MAX
from tests.demo.connections import answering, ask, door, run, upstream


@pytest.mark.parametrize(
    ("request_head", "status"),
    [
        (b"GET / HTTP/1.1\r\nLong: " + b"x" * HEAD_BYTES_MAX, b"431"),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: +1", b"400"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked", b"400"),
        (b"GET / HTTP/1.1\r\nName : value", b"400"),
        (b"GET / HTTP/1.1\r\nName: one\r\n folded", b"400"),
        (b"GET / HTTP/1.1\r\nName: one\nOther: two", b"400"),
        (b"GET / HTTP/1.1\r\nHost: other", b"400"),
        (b"GET  / HTTP/1.1", b"400"),
        (b"GET / HTTP/2.0", b"505"),
    ],
)
def test_a_request_that_can_be_read_in_two_ways_is_refused(request_head: bytes, status: bytes) -> None:
    heads: list[bytes] = []

    async def story() -> bytes:
        async with upstream(answering(b"ok", heads)) as web, door(web, web) as port:
            assert (await ask(port, b"GET / HTTP/1.1")).startswith(b"HTTP/1.1 200 ")
            heads.clear()
            return await ask(port, request_head)

    answer = run(story())

    assert answer.split(b" ")[1] == status
    assert heads == []


def test_a_body_whose_chunks_cannot_be_read_is_refused() -> None:
    async def wait(head: bytes, reader: StreamReader, writer: StreamWriter) -> None:
        await reader.read()

    async def story() -> bytes:
        async with upstream(wait) as web, door(web, web) as port:
            return await ask(port, b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked", b"-1\r\n")

    assert run(story()).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("port", [-1, 0, 65536, 80000])
def test_a_number_that_no_port_has_is_refused_with_one_line(port: int) -> None:
    with pytest.raises(NoSuchPort) as refused:
        refuse_taken_port(port)

    assert str(refused.value) == f"There is no port {port}. Choose one from 1024 to 65535."


def test_a_port_that_another_program_holds_is_refused_with_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(PortTaken) as refused:
            refuse_taken_port(port)

    assert str(refused.value) == (
        f"Port {port} is taken by another program. Choose another: make demo EDITION=… PORT={port + 1}"
    )
    refuse_taken_port(port)
