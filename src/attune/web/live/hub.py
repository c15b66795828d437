"""One database connection that listens for all the websockets of a process."""

import asyncio
from collections import defaultdict
from typing import Any, Protocol
from uuid import UUID

import psycopg
import structlog
from django.db import connection

from attune.foundation.live import CHANNEL, heard

log = structlog.get_logger("attune.live")

RECONNECT_SECONDS = 2.0


class Listener(Protocol):
    """Somebody who wants to know."""

    async def hear(self, region: str) -> None:
        """Take note that a region changed."""


class Hub:
    """Passes each notification to the listeners of its holder; reconnects when the database went away."""

    def __init__(self) -> None:
        self._listeners: dict[UUID, set[Listener]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None

    def add(self, holder_id: UUID, listener: Listener) -> None:
        """Let a listener hear of a holder; the first one starts the connection."""
        self._listeners[holder_id].add(listener)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._listen())

    def remove(self, holder_id: UUID, listener: Listener) -> None:
        """Stop telling a listener."""
        self._listeners[holder_id].discard(listener)
        if not self._listeners[holder_id]:
            del self._listeners[holder_id]

    async def _listen(self) -> None:
        while True:
            try:
                await self._listen_once()
            except psycopg.Error:
                log.warning("listening_interrupted", exc_info=True)
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _listen_once(self) -> None:
        async with await psycopg.AsyncConnection.connect(**listening_parameters(), autocommit=True) as listening:
            await listening.execute(f"LISTEN {CHANNEL}")
            async for notification in listening.notifies():
                told = heard(notification.payload)
                if told is not None:
                    holder, region = told
                    for listener in list(self._listeners.get(holder, ())):
                        await listener.hear(region)


def listening_parameters() -> dict[str, Any]:
    """Return how to reach the database over a connection that is not Django's."""
    wanted = {"dbname", "user", "password", "host", "port", "options"}
    return {key: value for key, value in connection.get_connection_params().items() if key in wanted}


hub = Hub()
