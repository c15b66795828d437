"""Pass bodies on as they come, without keeping them."""

import asyncio
import re
from asyncio import StreamReader, StreamWriter

from attune.demo.front_door.heads import Body

PIECE_BYTES = 64 * 1024
CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})(?:[ \t]*;[^\r\n]*)?\r\n")


class BodyBroken(Exception):
    """A body that ends early, or whose chunks cannot be read."""


async def copy_body(body: Body, reader: StreamReader, writer: StreamWriter) -> None:
    """Pass a body on to its end. Raises BodyBroken."""
    if body.is_chunked:
        await _copy_chunks(reader, writer)
    elif body.is_until_close:
        await copy_until_end(reader, writer)
    else:
        await _copy_bytes(reader, writer, body.length)


async def copy_until_end(reader: StreamReader, writer: StreamWriter) -> None:
    """Pass on whatever comes until the sender closes."""
    while piece := await reader.read(PIECE_BYTES):
        writer.write(piece)
        await writer.drain()


async def _copy_bytes(reader: StreamReader, writer: StreamWriter, length: int) -> None:
    left = length
    while left:
        piece = await reader.read(min(left, PIECE_BYTES))
        if not piece:
            raise BodyBroken
        left -= len(piece)
        writer.write(piece)
        await writer.drain()


async def _copy_chunks(reader: StreamReader, writer: StreamWriter) -> None:
    while True:
        line = await _line(reader)
        size = CHUNK_SIZE.fullmatch(line)
        if size is None:
            raise BodyBroken
        writer.write(line)
        length = int(size.group(1), 16)
        if length == 0:
            break
        await _copy_bytes(reader, writer, length)
        if await _line(reader) != b"\r\n":
            raise BodyBroken
        writer.write(b"\r\n")
        await writer.drain()
    # After the last chunk come further headers, mostly none, and an empty line.
    while (line := await _line(reader)) != b"\r\n":
        writer.write(line)
    writer.write(line)


async def _line(reader: StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
        raise BodyBroken from error
