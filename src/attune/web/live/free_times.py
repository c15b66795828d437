"""The websocket of an open page of free times: anybody's, and it hears of one provider's times alone."""

import json
from urllib.parse import urlsplit
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from attune.directory.queries.offered import offered
from attune.foundation.clock import now
from attune.foundation.live import free_times_of
from attune.web.live.hub import hub

REGION = "free-times"


class FreeTimesConsumer(AsyncWebsocketConsumer):
    """Sends ``{"region": "free-times"}`` when the times of the page's provider are others now.

    It listens where the practice's own pages do and passes on nothing but this: what it tells is public.
    """

    practice_id: UUID | None = None
    news: str = ""

    async def connect(self) -> None:
        """Accept a browser of our own origin that looks at something that can be booked."""
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in self.scope["headers"]}
        is_ours = urlsplit(headers.get("origin", "")).netloc == headers.get("host", "")
        found = await listened_to(self.scope["url_route"]["kwargs"]["offering_id"]) if is_ours else None
        if found is None:
            await self.close()
            return
        await self.accept()
        self.practice_id, self.news = found
        hub.add(self.practice_id, self)

    async def disconnect(self, code: int) -> None:
        """Stop listening."""
        if self.practice_id is not None:
            hub.remove(self.practice_id, self)

    async def hear(self, region: str) -> None:
        """Pass on that times changed, and nothing else."""
        if region == self.news:
            await self.send(json.dumps({"region": REGION}))


@database_sync_to_async
def listened_to(offering_id: UUID) -> tuple[UUID, str] | None:
    """Return whose news tells of an offering's times, and the region's name there; None for what is not bookable."""
    found = offered(offering_id, now=now())
    return None if found is None else (found.practice_id, free_times_of(found.provider_id))
