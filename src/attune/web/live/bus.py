"""What the processes of a visit's two sides say to each other: over PostgreSQL's notifications, sealed.

It is used only where the two sides are connected to different processes. The database sees whose turn it is to
look, and bytes it cannot read; notifications are kept nowhere.
"""

import asyncio
import base64
import hashlib
import json
import zlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import psycopg
import structlog
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from attune.kernel.identifiers import new_id
from attune.web.live.hub import listening_parameters

log = structlog.get_logger("attune.visit_bus")

CHANNEL = "attune_visits"
PIECE_CHARACTERS_MAX = 7_000
"""A notification holds less than 8,000 bytes."""
UNFINISHED_MAX = 256
RECONNECT_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Note:
    """What is said to one side of a room, and by which connection; ``to`` names one connection or is empty."""

    room_id: UUID
    side: str
    sender: str
    to: str
    message: dict[str, Any]


Delivery = Callable[[Note], Awaitable[None]]


def sealed(note: Note) -> str:
    """Return a note as text that only processes with this installation's secret can read."""
    told = json.dumps({**asdict(note), "room_id": str(note.room_id)}, separators=(",", ":"))
    return _fernet().encrypt(zlib.compress(told.encode())).decode()


def opened(text: str) -> Note | None:
    """Return the note in a text, or None if it was not sealed here."""
    try:
        told = json.loads(zlib.decompress(_fernet().decrypt(text.encode())))
    except InvalidToken:
        return None
    return Note(**{**told, "room_id": UUID(told["room_id"])})


def pieces(text: str, *, name: str) -> list[str]:
    """Return a text cut so that each piece fits into a notification."""
    cut = [text[at : at + PIECE_CHARACTERS_MAX] for at in range(0, len(text), PIECE_CHARACTERS_MAX)]
    return [f"{name}:{number}:{len(cut)}:{piece}" for number, piece in enumerate(cut)]


class Pieces:
    """Puts together what arrived in pieces; what is never completed makes room for what comes later."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, dict[int, str]] = OrderedDict()

    def add(self, payload: str) -> str | None:
        """Return the whole text with its last piece, else None; what is no piece of ours is nothing."""
        name, number, count, piece = (*payload.split(":", 3), "", "", "")[:4]
        if not (number.isdecimal() and count.isdecimal() and 0 <= int(number) < int(count)):
            return None
        found = self._waiting.setdefault(name, {})
        found[int(number)] = piece
        if len(found) < int(count):
            while len(self._waiting) > UNFINISHED_MAX:
                self._waiting.popitem(last=False)
            return None
        del self._waiting[name]
        return "".join(found[one] for one in range(int(count)))


class Bus:
    """One connection that listens and one that speaks, for all visits of a process; both begin with the first note."""

    def __init__(self) -> None:
        self._name = new_id().hex
        self._count = 0
        self._pieces = Pieces()
        self._deliver: Delivery | None = None
        self._listening: asyncio.Task[None] | None = None
        self._speaking: psycopg.AsyncConnection[Any] | None = None
        self._turn = asyncio.Lock()
        self._is_listening = asyncio.Event()

    def deliver_to(self, deliver: Delivery) -> None:
        """Say who takes what other processes said."""
        self._deliver = deliver

    async def publish(self, note: Note) -> None:
        """Say something to every other process. While the database is away it is lost: the browsers begin again."""
        if self._listening is None or self._listening.done():
            self._turn, self._is_listening, self._speaking = asyncio.Lock(), asyncio.Event(), None
            self._listening = asyncio.get_running_loop().create_task(self._listen())
        self._count += 1
        name = f"{self._name}.{self._count}"
        try:
            async with self._turn:
                await asyncio.wait_for(self._is_listening.wait(), RECONNECT_SECONDS)
                if self._speaking is None or self._speaking.closed:
                    self._speaking = await self._connected()
                for piece in pieces(sealed(note), name=name):
                    await self._speaking.execute("SELECT pg_notify(%s, %s)", [CHANNEL, piece])
        except (psycopg.Error, TimeoutError) as error:
            log.warning("visit_note_lost", error=type(error).__name__)

    async def _listen(self) -> None:
        while True:
            try:
                async with await self._connected() as listening:
                    await listening.execute(f"LISTEN {CHANNEL}")
                    self._is_listening.set()
                    async for notification in listening.notifies():
                        await self._heard(notification.payload)
            except psycopg.Error as error:
                log.warning("visit_bus_interrupted", error=type(error).__name__)
            self._is_listening.clear()
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _heard(self, payload: str) -> None:
        if payload.startswith(self._name):
            return
        whole = self._pieces.add(payload)
        note = opened(whole) if whole is not None else None
        if note is not None and self._deliver is not None:
            await self._deliver(note)

    async def _connected(self) -> psycopg.AsyncConnection[Any]:
        return await psycopg.AsyncConnection.connect(**listening_parameters(), autocommit=True)


def _fernet() -> Fernet:
    secret = hashlib.sha256(b"attune-visits/1\n" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(secret))
