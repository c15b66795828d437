"""A websocket's client end, as small as it can be: text messages out, text messages in."""

import asyncio
import base64
import os
import struct

TEXT, CLOSE = 0x1, 0x8
MASK_BIT, FIN_BIT = 0x80, 0x80
SHORT, MEDIUM = 125, 126


class SocketRefused(Exception):
    """The server opened no websocket, or ended it."""


class Socket:
    """One open connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int, path: str, cookie: str) -> "Socket":
        """Open a websocket on this machine as a page of the same origin does. Raises SocketRefused."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = (
            f"GET {path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Origin: https://127.0.0.1:{port}",
            f"Cookie: {cookie}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        )
        writer.write("\r\n".join((*lines, "", "")).encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            raise SocketRefused(head.split(b"\r\n", 1)[0])
        return cls(reader, writer)

    def say(self, text: str) -> None:
        """Send a message, masked as the protocol wants it of clients."""
        told, mask = text.encode(), os.urandom(4)
        size = len(told)
        head = bytes([FIN_BIT | TEXT])
        if size <= SHORT:
            head += bytes([MASK_BIT | size])
        else:
            head += bytes([MASK_BIT | MEDIUM]) + struct.pack("!H", size)
        repeated = (mask * (size // 4 + 1))[:size]
        masked = (int.from_bytes(told) ^ int.from_bytes(repeated)).to_bytes(size)
        self._writer.write(head + mask + masked)

    async def hear(self) -> str:
        """Return the next message. Raises SocketRefused once the server closes."""
        first, second = await self._reader.readexactly(2)
        size = second & ~MASK_BIT
        if size == MEDIUM:
            (size,) = struct.unpack("!H", await self._reader.readexactly(2))
        told = await self._reader.readexactly(size)
        if first & 0xF == CLOSE:
            raise SocketRefused(told)
        return told.decode()

    def close(self) -> None:
        """Hang up."""
        self._writer.close()
