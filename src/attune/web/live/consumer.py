"""The websocket of an open page: it hears of its person and its active practice, and ends with the session."""

import asyncio
import json
from http.cookies import SimpleCookie
from urllib.parse import urlsplit
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from attune.foundation.live import SESSION
from attune.identity.sessions import SessionStore
from attune.web.live.hub import hub

SIGNED_OUT = 4401
RECHECK_SECONDS = 60.0


class LiveConsumer(AsyncWebsocketConsumer):
    """Sends ``{"region": …}`` when a region of the page is out of date."""

    holders: frozenset[UUID] = frozenset()
    key: str | None = None
    watch: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Accept a browser of our own origin that is signed in; refuse everybody else."""
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in self.scope["headers"]}
        if urlsplit(headers.get("origin", "")).netloc != headers.get("host", ""):
            await self.close()
            return
        cookie = SimpleCookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME)
        self.key = cookie.value if cookie else None
        holders = await holders_of(self.key)
        await self.accept()
        if not holders:
            await self.close(SIGNED_OUT)
            return
        self._listen_to(holders)
        self.watch = asyncio.get_running_loop().create_task(self._recheck_for_ever())

    async def disconnect(self, code: int) -> None:
        """Stop listening."""
        if self.watch is not None:
            self.watch.cancel()
        self._listen_to(frozenset())

    async def hear(self, region: str) -> None:
        """Pass a region on; the session's own news lead to a look at the session first."""
        if region == SESSION:
            await self._recheck()
        else:
            await self.send(json.dumps({"region": region}))

    async def _recheck_for_ever(self) -> None:
        while True:
            await asyncio.sleep(RECHECK_SECONDS)
            await self._recheck()

    async def _recheck(self) -> None:
        holders = await holders_of(self.key)
        if not holders:
            await self.close(SIGNED_OUT)
        elif holders != self.holders:
            self._listen_to(holders)
            await self.send(json.dumps({"region": SESSION}))

    def _listen_to(self, holders: frozenset[UUID]) -> None:
        for gone in self.holders - holders:
            hub.remove(gone, self)
        for new in holders - self.holders:
            hub.add(new, self)
        self.holders = holders


@database_sync_to_async
def holders_of(session_key: str | None) -> frozenset[UUID]:
    """Return whose news a session may hear: the person's and their active practice's; none if it is over."""
    session = SessionStore(session_key)
    session.is_passive = True
    person = session.person
    if person is None:
        return frozenset()
    place = person.place(session.active_practice_id)
    return frozenset({person.person_id} | ({place.practice_id} if place else set()))
