"""What a browser's live connection hears: its person and its active practice, and nobody else's news."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.test import Client

from attune.foundation.authorization import Actor, Role
from attune.foundation.live import announce, heard
from attune.foundation.tenancy import scope
from attune.identity.actions.end_membership import end_membership
from attune.kernel.identifiers import new_id
from attune.web.live.consumer import SIGNED_OUT, LiveConsumer
from tests.support.world import CastMember, World, cast, sign_in

pytestmark = pytest.mark.usefixtures("committed_database")

HOST = "attune.test"
PATIENCE = 10
"""Within how many seconds the hub must have begun to listen."""


def key_of(member: CastMember) -> str:
    client = Client()
    sign_in(client, member)
    return client.cookies["attune_session"].value


class Socket:
    """A browser's end of a live connection."""

    def __init__(self, session_key: str, *, origin: str = f"https://{HOST}") -> None:
        headers = {"host": HOST, "origin": origin, "cookie": f"attune_session={session_key}"}
        told = [(name.encode(), value.encode()) for name, value in headers.items()]
        self._end = ApplicationCommunicator(
            LiveConsumer.as_asgi(), {"type": "websocket", "path": "/ws/live", "headers": told}
        )

    async def connect(self) -> dict[str, Any]:
        await self._end.send_input({"type": "websocket.connect"})
        return await self.told()

    async def told(self) -> dict[str, Any]:
        given: dict[str, Any] = await self._end.receive_output(5)
        return given

    async def region(self) -> str:
        return str(json.loads((await self.told())["text"])["region"])

    async def is_silent(self, seconds: float = 0.5) -> bool:
        return bool(await self._end.receive_nothing(timeout=seconds))

    async def leave(self) -> None:
        await self._end.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._end.wait()


def say(region: str, holder_id: UUID) -> None:
    with scope(holder_id):
        announce(region, holder_id=holder_id)


def played(scene: Callable[[], Awaitable[Any]]) -> Any:
    """Run a scene with sockets; its queries run in this thread, on the test's database."""
    return async_to_sync(scene)()


async def hears(listening: Socket, region: str, holder_id: UUID) -> bool:
    """Say something to a holder until a socket hears it, or for some seconds."""
    for _ in range(PATIENCE * 5):
        await sync_to_async(say)(region, holder_id)
        if not await listening.is_silent(0.2):
            return await listening.region() == region
    return False


@pytest.fixture
def world() -> World:
    return cast()


def test_a_browser_hears_nothing_of_another_practice(world):
    at_a, at_b = key_of(world.a[Role.OWNER]), key_of(world.b[Role.OWNER])

    async def scene() -> tuple[bool, bool, bool]:
        a, b = Socket(at_a), Socket(at_b)
        await a.connect()
        await b.connect()
        a_heard = await hears(a, "tasks", world.a.practice_id)
        b_silent = await b.is_silent()
        b_heard = await hears(b, "tasks", world.b.practice_id)
        await a.leave()
        await b.leave()
        return a_heard, b_silent, b_heard

    assert played(scene) == (True, True, True)


def test_a_browser_hears_nothing_of_a_colleagues_own_affairs(world):
    owner, colleague = world.a[Role.OWNER], world.a[Role.BILLER]
    keys = key_of(owner), key_of(colleague)

    async def scene() -> tuple[bool, bool]:
        mine, theirs = map(Socket, keys)
        await mine.connect()
        await theirs.connect()
        is_heard = await hears(mine, "mail", owner.person_id)
        is_silent = await theirs.is_silent()
        await mine.leave()
        await theirs.leave()
        return is_heard, is_silent

    assert played(scene) == (True, True)


def test_whoever_left_a_practice_hears_of_it_no_more(world):
    member, owner = world.a[Role.SCHEDULER], world.a[Role.OWNER]
    key = key_of(member)

    def part() -> None:
        assert member.membership_id is not None
        with scope(world.a.practice_id):
            actor = Actor(owner.person_id, world.a.practice_id, frozenset({Role.OWNER}))
            end_membership(actor, membership_id=member.membership_id, reason="Moved away")

    async def scene() -> tuple[bool, str, bool]:
        listening = Socket(key)
        await listening.connect()
        before = await hears(listening, "tasks", world.a.practice_id)
        await asyncio.sleep(0.5)
        while not await listening.is_silent(0.2):
            await listening.told()
        await sync_to_async(part)()
        told = await listening.region()
        await sync_to_async(say)("tasks", world.a.practice_id)
        after = await listening.is_silent()
        await listening.leave()
        return before, told, after

    assert played(scene) == (True, "session", True)


def test_a_page_of_another_origin_gets_no_connection(world):
    key = key_of(world.a[Role.OWNER])

    async def scene() -> tuple[str, str]:
        own, strange = Socket(key), Socket(key, origin="https://elsewhere.test")
        told = (await own.connect())["type"], (await strange.connect())["type"]
        await own.leave()
        return told

    assert played(scene) == ("websocket.accept", "websocket.close")


@pytest.mark.parametrize("key", ["", "x" * 43])
def test_a_browser_that_is_not_signed_in_is_told_so_and_left(world, key):
    async def scene() -> dict[str, Any]:
        listening = Socket(key)
        await listening.connect()
        return await listening.told()

    told = played(scene)

    assert (told["type"], told["code"]) == ("websocket.close", SIGNED_OUT)


def test_what_is_told_between_processes_is_an_id_and_a_regions_name():
    holder = new_id()

    assert heard(f"{holder}:tasks") == (holder, "tasks")
    assert heard("nobody:tasks") is None
