"""The measuring client asks again where a quiet connection was ended, and takes no other page for the measured one."""

import socket
import threading
from collections.abc import Iterator

import pytest

from attune.bench.client import Client, UnexpectedAnswer

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi"
GONE = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"


@pytest.fixture
def answering() -> Iterator[tuple[int, list[bytes]]]:
    """Give a port, and a list of answers: one for each connection, which is ended after it; b"" ends it unanswered."""
    answers: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    line, _ = listener.accept()
                except OSError:
                    return
                with line:
                    line.recv(65536)
                    line.sendall(answers.pop(0))

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1], answers


def test_a_connection_that_was_ended_is_opened_again(answering):
    port, answers = answering
    answers += [b"", OK]

    assert Client(port, "/").get() == OK


def test_another_status_is_no_answer(answering):
    port, answers = answering
    answers += [GONE]

    with pytest.raises(UnexpectedAnswer, match="404 Not Found"):
        Client(port, "/").get()
