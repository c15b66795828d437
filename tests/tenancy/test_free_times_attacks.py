"""What an open page of free times hears: that one provider's times changed, and nothing of the practice's own."""

import asyncio
import json
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.routing import URLRouter
from django.urls import path

from attune.foundation.live import announce, free_times_of
from attune.foundation.tenancy import scope
from attune.kernel.identifiers import new_id
from attune.web.live.free_times import FreeTimesConsumer
from tests.directory.listings import offering, provider, publish

pytestmark = pytest.mark.usefixtures("committed_database")

HOST = "attune.test"
TRIES = 50


def opened(offering_id: UUID, *, origin: str = f"https://{HOST}") -> ApplicationCommunicator:
    headers = [(b"host", HOST.encode()), (b"origin", origin.encode())]
    router = URLRouter([path("ws/free-times/<uuid:offering_id>", FreeTimesConsumer.as_asgi())])
    return ApplicationCommunicator(
        router, {"type": "websocket", "path": f"/ws/free-times/{offering_id}", "headers": headers}
    )


async def connected(page: ApplicationCommunicator) -> str:
    await page.send_input({"type": "websocket.connect"})
    told: dict[str, Any] = await page.receive_output(5)
    return str(told["type"])


async def heard_of(page: ApplicationCommunicator, regions: list[str], practice_id: UUID) -> list[str]:
    """Say regions to a practice until the page hears something, and return all that it heard."""
    told: list[str] = []
    for _ in range(TRIES):
        for region in regions:
            await sync_to_async(say)(region, practice_id)
        while not await page.receive_nothing(timeout=0.2):
            told.append(json.loads((await page.receive_output(1))["text"])["region"])
        if told:
            return told
    return told


def say(region: str, practice_id: UUID) -> None:
    with scope(practice_id):
        announce(region, holder_id=practice_id)


def test_a_page_hears_of_its_providers_times_and_of_nothing_else():
    offered = offering()
    published = provider(offered)
    practice_id = publish(published)
    other = free_times_of(new_id())

    async def scene() -> tuple[str, set[str], bool]:
        page = opened(offered.offering_id)
        answer = await connected(page)
        told = await heard_of(page, [free_times_of(published.provider_id)], practice_id)
        for region in ("tasks", "calendar", "members", other, "session"):
            await sync_to_async(say)(region, practice_id)
        await asyncio.sleep(0.3)
        is_silent = await page.receive_nothing(timeout=0.3)
        await page.send_input({"type": "websocket.disconnect", "code": 1000})
        await page.wait()
        return answer, set(told), is_silent

    assert async_to_sync(scene)() == ("websocket.accept", {"free-times"}, True)


def test_an_offering_that_is_not_bookable_and_a_page_of_another_origin_get_no_connection():
    offered = offering()
    publish(provider(offered))

    async def scene() -> list[str]:
        pages = [
            opened(offered.offering_id),
            opened(new_id()),
            opened(offered.offering_id, origin="https://elsewhere.test"),
        ]
        told = [await connected(page) for page in pages]
        await pages[0].send_input({"type": "websocket.disconnect", "code": 1000})
        await pages[0].wait()
        return told

    assert async_to_sync(scene)() == ["websocket.accept", "websocket.close", "websocket.close"]
