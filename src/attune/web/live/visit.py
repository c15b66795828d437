"""The websocket of a visit: lets in whom the door lets in, and carries the words two browsers need to meet.

Picture and sound go between the browsers. What passes here is neither stored nor logged.
"""

import asyncio
import json
import time
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from attune.foundation.live import SESSION
from attune.kernel.identifiers import new_id
from attune.telehealth.actions.note_presence import Arrived
from attune.telehealth.actions.tell import visit_region
from attune.telehealth.rules.attendance import SEEN_EVERY
from attune.telehealth.rules.ice import IceSettings, ice_servers
from attune.web.live.exchange import Chair, exchange
from attune.web.live.hub import hub
from attune.web.live.signals import Allowance, NoSignal, Signal, read
from attune.web.live.visit_door import Caller, Code, Refused, arrive, caller, come_in_if_admitted, part, stay

SILENT_SECONDS_MAX = 25.0
"""A browser that is there says so every ten seconds."""


class VisitConsumer(AsyncWebsocketConsumer):
    """One side's connection to one visit: in the waiting room first, in the room once it was let in."""

    who: Caller | None = None
    arrived: Arrived | None = None
    key: str | None = None
    watch: asyncio.Task[None] | None = None
    told_servers_at = 0.0
    is_connected = False
    is_leaving = False

    async def connect(self) -> None:
        """Accept a browser of our own origin, and tell it where it is or why it does not come in."""
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in self.scope["headers"]}
        if urlsplit(headers.get("origin", "")).netloc != headers.get("host", ""):
            await self.close()
            return
        cookie = SimpleCookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME)
        self.key = cookie.value if cookie else None
        self.name = new_id().hex
        self.heard_at = time.monotonic()
        self.allowance = Allowance(self.heard_at)
        await self.accept()
        try:
            self.who = await database_sync_to_async(caller)(self.key, **self.scope["url_route"]["kwargs"])
            await self._come_in(self.who)
        except Refused as refusal:
            await self._refuse(refusal)

    async def disconnect(self, code: int) -> None:
        """Leave the room; the other side hears whether it was for good."""
        if self.watch is not None:
            self.watch.cancel()
        if self.who is None:
            return
        hub.remove(self.who.person_id, self)
        if self.arrived is not None:
            await self._leave_room(self.who, self.arrived)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take what the browser says; what is no signal, or too much, ends the connection."""
        self.heard_at = time.monotonic()
        if not self.allowance.take(self.heard_at):
            await self.close(Code.TOO_MUCH)
            return
        try:
            said = read(text_data or "")
        except NoSignal:
            await self.close(Code.MALFORMED)
            return
        if isinstance(said, Signal):
            chair = self._chair()
            if chair is not None:
                await exchange.relay(chair, self, to=said.to, message=said.message)
        elif said == "ping":
            await self.told({"say": "pong"})
        elif said == "leave":
            self.is_leaving = True
            await self.close()
        elif not self.is_connected:
            self.is_connected = True
            await self._look()

    async def hear(self, region: str) -> None:
        """Look again when the session or the visit changed."""
        assert self.who is not None and self.arrived is not None  # noqa: PT018  (it listens once it arrived)
        if region == SESSION:
            await self._look()
        elif region == visit_region(self.arrived.appointment_id) and not self.arrived.is_inside:
            await self._look_at_door(self.who, self.arrived)

    async def told(self, message: dict[str, Any]) -> None:
        """Pass something on to the browser."""
        await self.send(json.dumps(message, separators=(",", ":")))

    async def superseded(self) -> None:
        """Make room: the visit is open in another window of the same person."""
        await self.close(Code.ELSEWHERE)

    async def _come_in(self, who: Caller) -> None:
        self.arrived = await database_sync_to_async(arrive)(who)
        hub.add(who.person_id, self)
        self.watch = asyncio.get_running_loop().create_task(self._watch_for_ever())
        await self._welcome(who, self.arrived)

    async def _welcome(self, who: Caller, arrived: Arrived) -> None:
        await self.told(
            {
                "welcome": "inside" if arrived.is_inside else "waiting",
                "name": self.name,
                "isPolite": not who.is_provider,
                "servers": self._servers(),
                "isRelayOnly": settings.TURN_RELAY_ONLY,
            }
        )
        if arrived.is_inside:
            await exchange.enter(Chair(arrived.room_id, who.side), self)

    def _servers(self) -> list[dict[str, Any]]:
        self.told_servers_at = time.monotonic()
        given = IceSettings(
            tuple(settings.STUN_URLS), tuple(settings.TURN_URLS), settings.TURN_SECRET, settings.TURN_SECONDS
        )
        return list(ice_servers(given, name=self.name, now=datetime.now(UTC)))

    async def _renew_credentials(self) -> None:
        """Give new credentials for the relay at half their life: a visit may outlast them, and look for a new way."""
        if settings.TURN_URLS and time.monotonic() - self.told_servers_at >= settings.TURN_SECONDS / 2:
            await self.told({"servers": self._servers()})

    async def _look_at_door(self, who: Caller, waiting: Arrived) -> None:
        """Come in from the waiting room once somebody opened; until then nothing is written."""
        try:
            found = await database_sync_to_async(come_in_if_admitted)(who, waiting)
        except Refused as refusal:
            await self._refuse(refusal)
            return
        if found is not None and self.arrived is waiting:
            self.arrived = found
            await self._welcome(who, found)

    async def _leave_room(self, who: Caller, arrived: Arrived) -> None:
        if arrived.is_inside:
            await exchange.leave(Chair(arrived.room_id, who.side), self, for_good=self.is_leaving)
        await database_sync_to_async(part)(who, arrived.presence_id)

    async def _watch_for_ever(self) -> None:
        while True:
            await asyncio.sleep(SEEN_EVERY.total_seconds())
            if time.monotonic() - self.heard_at > SILENT_SECONDS_MAX:
                await self.close()
                return
            await self._look()
            await self._renew_credentials()
            # The news of an admission may have been missed while the database was away.
            if self.who is not None and self.arrived is not None and not self.arrived.is_inside:
                await self._look_at_door(self.who, self.arrived)

    async def _look(self) -> None:
        assert self.who is not None and self.arrived is not None  # noqa: PT018  (it is watched once it arrived)
        try:
            await database_sync_to_async(stay)(
                self.who, self.key, self.arrived.presence_id, is_connected=self.is_connected
            )
        except Refused as refusal:
            await self._refuse(refusal)

    async def _refuse(self, refusal: Refused) -> None:
        if refusal.barrier:
            await self.told({"shut": refusal.barrier})
        await self.close(refusal.code)

    def _chair(self) -> Chair | None:
        if self.who is None or self.arrived is None or not self.arrived.is_inside:
            return None
        return Chair(self.arrived.room_id, self.who.side)
